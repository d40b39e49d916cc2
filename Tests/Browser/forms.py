"""Prints one of each official form that the dossiers of the demonstration office have, as PDF, and holds them against what
they have to be: a sheet of A4 (of A5 for half a receipt), with a bar code and a QR code that real readers read.

    forms.py ADDRESS PUBLIC-ADDRESS FOLDER

Pictures go to FOLDER. Whatever is not as it should be ends it with exit status 1.
"""
import datetime
import http.client
import pathlib
import re
import subprocess
import sys
import tempfile
import urllib.parse

address, public, folder = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
PASSWORD = "xem thu mot cua"
NAMES = {"01": "receipt", "02": "supplement-request", "03": "refusal", "04": "apology", "05": "stop-notice", "06": "control-slip"}
A4, A5, ACROSS = "595.276 x 841.89", "419.528 x 595.276", "841.89 x 595.276"
cookies = {}
wrong = []


def ask(path, form=None):
    connection = http.client.HTTPConnection(urllib.parse.urlsplit(address).netloc, timeout=120)
    headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items())}
    if form is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    connection.request("GET" if form is None else "POST", path, urllib.parse.urlencode(form) if form else None, headers)
    answer = connection.getresponse()
    body = answer.read()
    for cookie in answer.headers.get_all("Set-Cookie") or []:
        name, value = cookie.split(";")[0].split("=", 1)
        cookies[name] = value
    return answer.status, body


def text(path):
    status, body = ask(path)
    if status != 200:
        wrong.append(f"{path}: {status}")
    return body.decode()


def sign_in(login):
    token = re.search(r'name="token" value="([^"]+)"', text("/sign-in"))[1]
    status, _ = ask("/sign-in", {"token": token, "login": login, "password": PASSWORD})
    if status != 303:
        sys.exit(f"{login} does not get in: {status}")


def read(picture):
    """What readers of codes see on a picture."""
    seen = subprocess.run(["zbarimg", "--quiet", str(picture)], capture_output=True, text=True).stdout
    return dict(line.split(":", 1) for line in seen.splitlines())


def draw(path, name, size, code=None, pages=1):
    status, body = ask(path)
    if status != 200 or not body.startswith(b"%PDF-"):
        wrong.append(f"{path}: {status}")
        return
    with tempfile.TemporaryDirectory() as work:
        pdf = pathlib.Path(work) / "form.pdf"
        pdf.write_bytes(body)
        told = subprocess.run(["pdfinfo", str(pdf)], capture_output=True, text=True, check=True).stdout
        facts = dict(re.findall(r"^([\w ]+):\s+(.*)$", told, re.MULTILINE))
        if pages and facts["Pages"] != str(pages):
            wrong.append(f"{name}: {facts['Pages']} pages")
        if not facts["Page size"].startswith(size):
            wrong.append(f"{name}: {facts['Page size']}")
        fonts = subprocess.run(["pdffonts", str(pdf)], capture_output=True, text=True, check=True).stdout
        if "Serif" not in fonts and "Times" not in fonts:
            wrong.append(f"{name}: set in {fonts}")
        if code:
            subprocess.run(["pdftoppm", "-r", "200", "-gray", "-png", "-singlefile", str(pdf), f"{work}/codes"], check=True)
            seen = read(f"{work}/codes.png")
            expected = {"QR-Code": f"{public}/look-up?code={code}", "CODE-128": code}
            if seen != expected:
                wrong.append(f"{name}: readers see {seen}")
        subprocess.run(
            ["pdftoppm", "-r", "64", "-png", "-singlefile", str(pdf), str(folder / name)], check=True)


folder.mkdir(parents=True, exist_ok=True)
sign_in("lan.tt")
today = datetime.date.today()
found = {}
after = ""
# The newest first would be nicer; the register goes by day.
for month in range(4):
    to = today - datetime.timedelta(days=31 * month)
    start = to - datetime.timedelta(days=30)
    page = text(f"/forms/register?from={start}&to={to}")
    for code in dict.fromkeys(re.findall(r"H99\.14-\d{6}-\d{4,}", page)):
        if len(found) == len(NAMES):
            break
        for number, event in re.findall(r'/forms/(\d\d)\?event=(\d+)"', text(f"/dossiers/{code}")):
            # A slip is worth looking at when it has lines.
            if number == "06" and "Trả kết quả; xong" not in text(f"/dossiers/{code}/forms/06"):
                continue
            found.setdefault(number, (code, event))
for number, name in NAMES.items():
    if number not in found:
        wrong.append(f"no dossier of the demonstration has form {number}")
        continue
    code, event = found[number]
    path = f"/dossiers/{code}/forms/{number}"
    # A slip grows with what happened.
    draw(f"{path}/pdf?event={event}", f"{number}-{name}", A4, None if number == "04" else code, None if number == "06" else 1)
    if number == "01":
        draw(f"{path}/pdf?event={event}&size=a5", f"{number}-{name}-a5", A5, code)
week = today - datetime.timedelta(days=10)
draw(f"/forms/register/pdf?from={week}&to={today}", "07-register", ACROSS, pages=None)
draw("/forms/register/pdf?from=2025-03-03&to=2025-03-03", "2018-06-register", ACROSS)
for line in wrong:
    print(line, file=sys.stderr)
print(f"{len(list(folder.glob('*.png')))} forms in {folder}, {len(wrong)} findings")
sys.exit(1 if wrong else 0)
