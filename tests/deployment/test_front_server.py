"""The shipped front server, really run: https, Secure cookies, a laptop that holds connections, slow senders, caps."""

import resource
import shutil
import socket
import ssl
import subprocess
import time
from contextlib import ExitStack, suppress
from http.client import HTTPConnection
from urllib.parse import urlencode

import pytest
from lxml import html

from tests.deployment.conftest import NAME, SHIPPED

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def answered(front):
    """Somebody comes, agrees, answers and sees their receipt, over https; the answers to what they sent."""
    status, _, page = front.ask("GET", f"/{front.words}")
    assert status == 200
    form = html.fromstring(page).get_element_by_id("begin")
    hidden = {
        each.get("name"): each.get("value") for each in form.xpath(".//input[@type='hidden'][not(ancestor::noscript)]")
    }
    begun = front.ask("POST", f"/{front.words}", urlencode(hidden), **FORM)
    assert begun[0] == 303
    cookie = begun[1]["Set-Cookie"]
    at = begun[1]["Location"]
    sent = front.ask("POST", at, urlencode({"bt1": "7"}), Cookie=cookie.partition(";")[0], **FORM)
    return begun, sent


def test_nginx_takes_the_configuration(front):
    nginx = shutil.which("nginx", path="/usr/sbin:/usr/bin")
    subprocess.run([nginx, "-e", "stderr", "-t", "-c", front.configuration], check=True, capture_output=True)


def test_somebody_answers_over_https_and_their_cookie_is_secure(front):
    begun, sent = answered(front)
    assert "; Secure" in begun[1]["Set-Cookie"]
    assert (sent[0], sent[1]["Location"].startswith(f"/{front.words}/")) == (303, True)
    assert begun[1]["Strict-Transport-Security"]


def test_staff_are_led_to_sign_in_with_a_cookie_of_this_host_alone(front):
    status, headers, _ = front.ask("GET", "/staff/login")
    assert (status, "__Host-staff=" in headers["Set-Cookie"]) == (200, True)
    assert len(headers.get_all("Strict-Transport-Security")) == 1


def test_plain_http_leads_to_https(front):
    line = HTTPConnection("127.0.0.1", front.http, timeout=10)
    line.request("GET", "/x", headers={"Host": NAME})
    answer = line.getresponse()
    assert (answer.status, answer.headers["Location"].startswith(f"https://{NAME}")) == (308, True)
    line.close()


def test_another_name_gets_no_certificate(front):
    context = ssl.create_default_context(cafile=front.certificate)
    with socket.create_connection(("127.0.0.1", front.https), 10) as plain, pytest.raises(ssl.SSLError):
        context.wrap_socket(plain, server_hostname="evil.example")


@pytest.mark.parametrize(("path", "size", "status"), [("/", 65 * 1024, 413), ("/staff/login", 3 * 1024 * 1024, 413)])
def test_bodies_are_capped_before_the_application(front, path, size, status):
    assert front.ask("POST", path, "a" * size, **FORM)[0] == status


def test_a_script_comes_from_the_cache_of_the_front_server(front):
    page = front.ask("GET", f"/{front.words}")[2]
    style = html.fromstring(page).xpath("//link[@rel='stylesheet']/@href")[0]
    assert [front.ask("GET", style)[0] for _ in range(2)] == [200, 200]
    assert any(path.is_file() for path in (front.configuration.parent / "cache").rglob("*"))


def test_a_sender_who_stops_in_the_middle_is_cut_off(front):
    line = front.connection()
    line.putrequest("POST", f"/{front.words}")
    line.putheader("Content-Length", "1000")
    line.endheaders()
    line.send(b"a")
    began = time.monotonic()
    with suppress(OSError):
        line.sock.recv(1)
    assert time.monotonic() - began < 20
    line.close()


@pytest.mark.parametrize("count", [200, pytest.param(2048, marks=pytest.mark.long)])
def test_phones_are_answered_while_one_laptop_holds_connections_half_open(front, count):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, max(soft, 2 * count + 500)), hard))
    with ExitStack() as held:
        for number in range(count):
            one = held.enter_context(socket.create_connection(("127.0.0.1", front.https), 10))
            if number % 2:
                one.sendall(b"\x16\x03\x01\x02\x00\x01")  # a handshake that is never finished
        took = []
        for _ in range(20):
            began = time.monotonic()
            assert answered(front)[1][0] == 303
            took.append(time.monotonic() - began)
    assert max(took) < 20, f"the slowest of {len(took)} people, in seconds"


def test_what_is_shipped_logs_no_address_and_limits_nobody_by_it():
    text = SHIPPED.read_text()
    directives = {line.split()[0] for line in text.splitlines() if line.strip() and not line.strip().startswith("#")}
    assert not directives & {"limit_conn", "limit_req", "log_format", "set_real_ip_from"}
    assert ("access_log off;" in text, "error_log stderr emerg;" in text) == (True, True)
    assert "$remote_addr" not in text
