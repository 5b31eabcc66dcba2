def test_sensors_are_off_on_every_page(client):
    answer = client.get("/no-such-page/")
    assert answer.headers["Permissions-Policy"].startswith("accelerometer=(), camera=(), geolocation=()")
