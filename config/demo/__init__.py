"""Estudio Argumosa: an invented business in Madrid, to look around in. All people and addresses are made up."""
