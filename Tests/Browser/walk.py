"""Walks the pages with a real browser: a dossier's life across five people, then every page in both languages and widths.

    walk.py ADDRESS FOLDER

Pictures go to FOLDER. Whatever is not as it should be, axe-core's findings among it, ends it with exit status 1.
"""
import datetime
import pathlib
import shutil
import sys

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright

address, folder = sys.argv[1], pathlib.Path(sys.argv[2])
folder.mkdir(parents=True, exist_ok=True)
PASSWORD = "xem thu mot cua"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
DESK = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
axe = Axe()
found = []


def look(page, name, heavy=True):
    """A picture of the page, what axe-core finds on it, and whether it fits its width."""
    page.screenshot(path=str(folder / f"{name}.png"), full_page=True)
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"):
        found.append(f"{name}: wider than the screen")
    if heavy:
        for violation in axe.run(page, options=RULES).response["violations"]:
            nodes = "; ".join(node["html"][:120] for node in violation["nodes"][:3])
            found.append(f"{name}: {violation['id']}: {violation['help']}: {nodes}")


def sign_in(browser, login, scripts=True, **options):
    context = browser.new_context(viewport=DESK, java_script_enabled=scripts, locale="vi-VN", **options)
    page = context.new_page()
    page.on("console", lambda message: found.append(f"console: {message.text}") if message.type == "error" else None)
    page.goto(f"{address}/sign-in")
    page.fill("#login", login)
    page.fill("#password", PASSWORD)
    page.press("#password", "Enter")
    page.wait_for_url("**/work")
    return page


def act(page, code, command, **fields):
    """Fills in the form of a command on the dossier's page and sends it."""
    page.goto(f"{address}/dossiers/{code}")
    form = page.locator(f'form[action$="/commands/{command}"]')
    summary = page.locator(f'details:has(form[action$="/commands/{command}"]) > summary')
    if summary.count():
        summary.click()
    for name, value in fields.items():
        field = form.locator(f'[name="{name}"]')
        if field.evaluate("node => node.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    form.locator("button").last.click()
    expect(page.locator(".notice.good")).to_be_visible()


def life(browser, scripts):
    """From the counter to the return. Without scripts axe-core, which is one, cannot look."""
    tag = "" if scripts else "-plain"
    desk = sign_in(browser, "lan.tt", scripts)
    look(desk, f"work{tag}", scripts)
    desk.goto(f"{address}/intake?q=buc+xa")
    look(desk, f"procedures{tag}", scripts)
    desk.locator("table.list a").first.click()
    look(desk, f"intake{tag}", scripts)
    desk.fill("#name", "Trần Thị “Bé” <b>Hai</b>")
    desk.fill("#phone", "0912345678")
    desk.fill("#address", "12 phố Hàng Thử")
    desk.get_by_role("button", name="Tiếp nhận và in giấy hẹn").dblclick()
    desk.wait_for_url("**/receipt")
    code = desk.url.split("/")[-2]
    look(desk, f"receipt{tag}", scripts)
    act(desk, code, "hand_over", unit="ATBX")
    look(desk, f"dossier-desk{tag}", scripts)
    head = sign_in(browser, "hung.nv", scripts)
    act(head, code, "assign", officer="minh.pq")
    officer = sign_in(browser, "minh.pq", scripts)
    for _ in range(12):
        officer.goto(f"{address}/dossiers/{code}")
        if not officer.locator('form[action$="/commands/complete_step"]').count():
            break
        act(officer, code, "complete_step", remark="Hồ sơ đủ điều kiện.")
    look(officer, f"dossier-officer{tag}", scripts)
    for _ in range(4):
        head.goto(f"{address}/dossiers/{code}")
        if head.locator('form[action$="/commands/submit"]').count():
            break
        act(head, code, "complete_step", remark="Đồng ý trình.")
    act(head, code, "submit")
    leader = sign_in(browser, "quang.dd", scripts)
    act(leader, code, "sign", capacity="head")
    look(leader, f"dossier-leader{tag}", scripts)
    clerk = sign_in(browser, "hang.mt", scripts)
    act(clerk, code, "issue_number", type="GP")
    act(clerk, code, "finish")
    act(desk, code, "return", receiver="applicant", method="desk", proof="signature")
    desk.goto(f"{address}/account")
    look(desk, f"account{tag}", scripts)
    desk.goto(f"{address}/search?q=be+hai")
    look(desk, f"search{tag}", scripts)
    return code


def citizen(browser, code, viewport, name):
    page = browser.new_context(viewport=viewport, locale="vi-VN").new_page()
    for language in ["vi", "en"]:
        page.goto(f"{address}/look-up")
        if page.locator("html").get_attribute("lang") != language:
            page.locator(".language button").click()
        look(page, f"look-up-{name}-{language}")
        page.fill("#code", code)
        page.fill("#digits", "0000")
        page.get_by_role("button", name="Xem" if language == "vi" else "Look", exact=True).click()
        look(page, f"look-up-wrong-{name}-{language}")
        page.fill("#digits", "5678")
        page.press("#digits", "Enter")
        expect(page.locator(".big")).to_be_visible()
        look(page, f"look-up-found-{name}-{language}")


def gallery(browser, code):
    """Every page of staff in English, on a telephone, and in the dark."""
    page = sign_in(browser, "lan.tt")
    paths = {"work": "/work", "dossier": f"/dossiers/{code}", "receipt": f"/dossiers/{code}/receipt", "procedures": "/intake",
             "account": "/account", "missing": "/dossiers/H99.14-200101-9999"}
    page.locator(".language button").click()
    for name, path in paths.items():
        page.set_viewport_size(DESK)
        page.goto(address + path)
        look(page, f"{name}-en")
        page.set_viewport_size(PHONE)
        look(page, f"{name}-phone", False)
    page.set_viewport_size(DESK)
    page.emulate_media(color_scheme="dark")
    for name in ["work", "dossier"]:
        page.goto(address + paths[name])
        look(page, f"{name}-dark")
    page.emulate_media(media="print", color_scheme="light")
    page.goto(address + paths["receipt"])
    page.pdf(path=str(folder / "receipt.pdf"), prefer_css_page_size=True)


with sync_playwright() as playwright:
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
    began = datetime.datetime.now()
    code = life(browser, scripts=True)
    life(browser, scripts=False)
    citizen(browser, code, DESK, "desk")
    citizen(browser, code, PHONE, "phone")
    gallery(browser, code)
    browser.close()
pictures = len(list(folder.glob("*.png")))
print(f"{pictures} pictures in {folder}, {(datetime.datetime.now() - began).seconds} s", file=sys.stderr)
for line in found:
    print(line, file=sys.stderr)
print(f"{pictures} pages looked at, {len(found)} findings")
sys.exit(1 if found else 0)
