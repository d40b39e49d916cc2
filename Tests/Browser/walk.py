"""Walks the pages with a real browser: a dossier's life across five people, without scripts and with them, then what goes
wrong on the way, then every page in both languages and widths.

    walk.py ADDRESS FOLDER

Pictures go to FOLDER. Whatever is not as it should be, axe-core's findings among it, ends it with exit status 1.
"""
import base64
import datetime
import hashlib
import hmac
import pathlib
import shutil
import struct
import sys
import time

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright

import administration

address, folder = sys.argv[1], pathlib.Path(sys.argv[2])
folder.mkdir(parents=True, exist_ok=True)
PASSWORD = "xem thu mot cua"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
DESK = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
# The machine may have more to do than this.
PATIENCE = 120_000
expect.set_options(timeout=PATIENCE)
axe = Axe()
found = []
# Cookies by login: each signs in once, for trying a password is made to take long.
signed_in = {}


def is_too_wide(page):
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1")


def look(page, name, checked=True):
    """A picture of the page, whether it fits its width, and what axe-core finds on it with everything opened."""
    page.screenshot(path=str(folder / f"{name}.png"), full_page=True)
    if is_too_wide(page):
        found.append(f"{name}: wider than the screen")
    if not checked:
        return
    if page.locator("details:not([open])").count():
        page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
        page.screenshot(path=str(folder / f"{name}-open.png"), full_page=True)
        if is_too_wide(page):
            found.append(f"{name}: opened, wider than the screen")
    for violation in axe.run(page, options=RULES).response["violations"]:
        nodes = "; ".join(node["html"][:120] for node in violation["nodes"][:3])
        found.append(f"{name}: {violation['id']}: {violation['help']}: {nodes}")


def on_console(message):
    # A page that is not there, or not allowed, is an error to the console, and what it should be here.
    if message.type == "error" and "Failed to load resource" not in message.text:
        found.append(f"console: {message.text}")


def window(browser, scripts=True, viewport=DESK, **options):
    context = browser.new_context(viewport=viewport, java_script_enabled=scripts, locale="vi-VN", **options)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    page.on("console", on_console)
    return page


def fill_in(page, login):
    page.fill("#login", login)
    page.fill("#password", PASSWORD)
    page.press("#password", "Enter")


def sign_in(browser, login, scripts=True):
    if login in signed_in:
        page = window(browser, scripts, storage_state=signed_in[login])
        page.goto(f"{address}/work")
        return page
    page = window(browser, scripts)
    page.goto(f"{address}/sign-in")
    fill_in(page, login)
    page.wait_for_url("**/work")
    signed_in[login] = page.context.storage_state()
    return page


def open_act(page, code, command):
    """The form of a command on the dossier's page, opened."""
    page.goto(f"{address}/dossiers/{code}")
    form = page.locator(f'form[action$="/commands/{command}"]')
    summary = page.locator(f'details:has(form[action$="/commands/{command}"]) > summary')
    if summary.count():
        summary.click()
    return form


def fill(form, fields):
    for name, value in fields.items():
        field = form.locator(f'[name="{name}"]')
        if field.evaluate("node => node.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


def act(page, code, command, **fields):
    """Fills in the form of a command and sends it."""
    form = open_act(page, code, command)
    fill(form, fields)
    form.locator("button").last.click()
    expect(page.locator(".notice.good")).to_be_visible()


def take_in(desk, name, number=""):
    """From an empty form to the receipt, by the keyboard alone."""
    expect(desk.locator("#identityNumber")).to_be_focused()
    desk.keyboard.type(number)
    if number:
        desk.keyboard.press("Enter")
        expect(desk.locator("#name")).to_be_focused()
    else:
        desk.focus("#name")
    desk.keyboard.type(name)
    desk.keyboard.press("Tab")
    desk.keyboard.type("0912345678")
    desk.keyboard.press("Tab")
    desk.keyboard.type("12 phố Hàng Thử")
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/receipt")
    return desk.url.split("/")[-2]


def life(browser, scripts):
    """From the counter to the return. Without scripts axe-core, which is one, cannot look."""
    tag = "" if scripts else "-plain"
    desk = sign_in(browser, "lan.tt", scripts)
    look(desk, f"work{tag}", scripts)
    desk.goto(f"{address}/intake?q=khai+bao")
    look(desk, f"procedures{tag}", scripts)
    desk.locator("table.list a").first.click()
    look(desk, f"intake{tag}", scripts)
    code = take_in(desk, "Trần Thị “Bé” <b>Hai</b>", "001099000017" if scripts else "")
    look(desk, f"receipt{tag}", scripts)
    desk.goto(f"{address}/dossiers/{code}")
    look(desk, f"dossier-desk{tag}", scripts)
    act(desk, code, "hand_over", unit="ATBX")
    head = sign_in(browser, "hung.nv", scripts)
    head.goto(f"{address}/dossiers/{code}")
    look(head, f"dossier-head{tag}", scripts)
    act(head, code, "assign", officer="minh.pq")
    officer = sign_in(browser, "minh.pq", scripts)
    for _ in range(12):
        officer.goto(f"{address}/dossiers/{code}")
        if not officer.locator('form[action$="/commands/complete_step"]').count():
            break
        look(officer, f"dossier-officer{tag}", scripts)
        act(officer, code, "complete_step", remark="Hồ sơ đủ điều kiện.")
    for _ in range(4):
        head.goto(f"{address}/dossiers/{code}")
        if head.locator('form[action$="/commands/submit"]').count():
            break
        act(head, code, "complete_step", remark="Đồng ý trình.")
    act(head, code, "submit")
    leader = sign_in(browser, "quang.dd", scripts)
    leader.goto(f"{address}/dossiers/{code}")
    look(leader, f"dossier-leader{tag}", scripts)
    act(leader, code, "sign", capacity="head")
    clerk = sign_in(browser, "hang.mt", scripts)
    clerk.goto(f"{address}/dossiers/{code}")
    look(clerk, f"dossier-clerk{tag}", scripts)
    act(clerk, code, "issue_number", type="GP")
    act(clerk, code, "finish")
    desk.goto(f"{address}/dossiers/{code}")
    look(desk, f"dossier-finished{tag}", scripts)
    act(desk, code, "return", receiver="applicant", method="desk", proof="signature")
    desk.goto(f"{address}/search?q=be+hai")
    look(desk, f"search{tag}", scripts)
    return code


def trouble(browser):
    """What was typed survives: a rule that refuses, somebody who was faster, a second click, a session that is over."""
    desk = sign_in(browser, "lan.tt")
    desk.goto(f"{address}/intake/9.990001.H99")
    desk.fill("#name", "Phạm Văn Thử")
    desk.fill("#phone", "123")
    desk.press("#phone", "Enter")
    expect(desk.locator("#phone-wrong")).to_be_visible()
    expect(desk.locator("#phone")).to_be_focused()
    expect(desk.locator("#name")).to_have_value("Phạm Văn Thử")
    look(desk, "intake-refused")
    desk.fill("#phone", "0987654321")
    desk.context.clear_cookies()
    desk.locator("button.main").click()
    expect(desk.locator("#login")).to_be_visible()
    look(desk, "session-over")
    desk.fill("#login", "lan.tt")
    desk.fill("#password", "sai")
    desk.press("#password", "Enter")
    expect(desk.locator(".notice.bad")).to_be_visible()
    look(desk, "sign-in-wrong")
    fill_in(desk, "lan.tt")
    expect(desk.get_by_role("cell", name="Phạm Văn Thử")).to_be_visible()
    look(desk, "send-again")
    desk.locator("main button").dblclick()
    desk.wait_for_url("**/receipt")
    code = desk.url.split("/")[-2]
    desk.goto(f"{address}/search?q=pham+van+thu")
    expect(desk.locator("tbody tr")).to_have_count(1)

    other = desk.context.new_page()
    late = open_act(other, code, "amend")
    fill(late, {"address": "34 phố Mới"})
    act(desk, code, "hand_over", unit="ATBX")
    late.locator("button").last.click()
    expect(other.locator(".notice.bad")).to_contain_text("Có người vừa thay đổi hồ sơ này")
    expect(other.locator('[name="address"]')).to_have_value("34 phố Mới")
    look(other, "dossier-changed-meanwhile")
    other.close()
    return code


def supplement(browser, code):
    """The officer asks, the applicant brings."""
    head = sign_in(browser, "hung.nv")
    act(head, code, "assign", officer="minh.pq")
    officer = sign_in(browser, "minh.pq")
    act(officer, code, "ask_supplement", item2="Thiếu trang 3", reason="Tài liệu chưa đủ trang.")
    look(officer, "dossier-waiting")
    desk = sign_in(browser, "lan.tt")
    act(desk, code, "record_supplement", complete="yes")
    look(desk, "dossier-supplemented")


def lists(browser):
    """Several at once: handed over as a list by the keyboard, received in the unit, a step completed for all; what the unit
    is asked, a leg at another agency; and two people on one dossier."""
    desk = sign_in(browser, "lan.tt")
    codes = []
    for name in ["Lê Thị Một", "Lê Thị Hai"]:
        desk.goto(f"{address}/intake/9.990002.H99")
        codes.append(take_in(desk, name))
    desk.goto(f"{address}/hand-overs")
    look(desk, "hand-overs")
    for code in codes:
        desk.focus(f'[name="pick-{code}"]')
        desk.keyboard.press("Space")
    desk.focus('[name="unit"]')
    while desk.locator('[name="unit"]').input_value() != "ATBX":
        desk.keyboard.press("ArrowDown")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/hand-overs/*?done=1")
    look(desk, "hand-over-list")
    head = sign_in(browser, "hung.nv")
    head.goto(desk.url.split("?")[0])
    head.select_option("#officer", "minh.pq")
    look(head, "hand-over-receipt")
    head.locator("button.main").click()
    expect(head.locator('section[role="status"]')).to_contain_text("Đã thực hiện 2 trong 2")
    expect(head.locator("h1").first).to_contain_text("đã nhận 2 trong 2")
    look(head, "hand-over-received")

    officer = sign_in(browser, "minh.pq")
    act(officer, codes[0], "ask_opinion", unit="TDC", words="Máy soi có thuộc loại phải kiểm định không?")
    act(officer, codes[1], "open_leg", elsewhere="H99.15/QLHT", days="2")
    look(officer, "dossier-asked")
    asked = sign_in(browser, "son.vh")
    asked.goto(f"{address}/questions")
    look(asked, "questions")
    asked.locator(f'a[href="/dossiers/{codes[0]}?open=answer_opinion"]').click()
    form = asked.locator('form[action$="/commands/answer_opinion"]')
    look(asked, "question-answer")
    fill(form, {"verdict": "agree_with_remarks", "words": "Phải kiểm định hai năm một lần."})
    form.locator("button").click()
    expect(asked.locator(".notice.good")).to_be_visible()
    asked.goto(f"{address}/questions?state=answered")
    look(asked, "questions-answered")
    partner = sign_in(browser, "duc.nt")
    partner.goto(f"{address}/legs")
    partner.check(f'[name="pick-{codes[1]}~1"]')
    look(partner, "legs")
    partner.locator("button.main").click()
    expect(partner.locator('section[role="status"]')).to_contain_text("Đã thực hiện 1 trong 1")
    look(partner, "legs-received")
    partner.locator(f'a[href="/dossiers/{codes[1]}?open=complete_leg"]').click()
    form = partner.locator('form[action$="/commands/complete_leg"]')
    fill(form, {"statement": "Công trình đủ điều kiện."})
    form.locator("button").click()
    expect(partner.locator(".notice.good")).to_be_visible()

    officer.goto(f"{address}/work?mine=1")
    for code in codes:
        officer.check(f'[name="pick-{code}"]')
    look(officer, "work-chosen")
    officer.get_by_role("button", name="Hoàn thành bước").click()
    officer.fill("#remark", "Đủ điều kiện, đề nghị trình ký.")
    look(officer, "together")
    officer.locator("button.main").click()
    expect(officer.locator('section[role="status"]')).to_contain_text("Đã thực hiện 2 trong 2")
    look(officer, "together-done")

    other = sign_in(browser, "huong.ld")
    desk.goto(f"{address}/dossiers/{codes[0]}")
    for _ in range(60):
        other.goto(f"{address}/dossiers/{codes[0]}")
        if other.locator(".company", has_text="lan.tt").count():
            break
        # Readings are written within a second.
        time.sleep(0.5)
    expect(other.locator(".company")).to_contain_text("lan.tt")
    look(other, "dossier-two-people")
    desk.goto(f"{address}/results")
    look(desk, "results")
    row = desk.locator("tbody tr").first
    row.locator("button").click()
    expect(desk.locator(".notice.good")).to_contain_text("đã ghi lần liên hệ")
    look(desk, "results-called")
    for page, path, name in [(desk, "/hand-overs", "hand-overs"), (desk, "/results", "results"),
                             (asked, "/questions?state=answered", "questions"), (partner, "/legs", "legs"),
                             (head, "/work", "work-head")]:
        page.set_viewport_size(PHONE)
        page.goto(address + path)
        look(page, f"{name}-phone")
        page.set_viewport_size(DESK)
        page.locator(".language button").click()
        look(page, f"{name}-en", False)
        page.locator(".language button").click()


HEADS = {"Phòng An toàn bức xạ": "hung.nv", "Phòng Tiêu chuẩn Đo lường Chất lượng": "son.vh", "Tổ Thử nghiệm": "son.vh",
         "Phòng Quản lý Công nghệ và Chuyển đổi số": "tuan.ha"}


def late_dossiers(browser, count):
    """Codes of dossiers that are overdue without a letter and lie in a unit, each with the unit's head."""
    page = sign_in(browser, "long.cb")
    page.goto(f"{address}/boards/apology_missing")
    late = []
    for row in page.locator("tbody tr").all():
        cells = [cell.strip() for cell in row.locator("td").all_inner_texts()]
        unit = cells[4].split("\n")[0].strip()
        if cells[2].startswith("Đang xử lý") and unit in HEADS:
            late.append((cells[0], HEADS[unit]))
    assert len(late) >= count, late
    return late[:count]


def lateness(browser):
    """Late without a letter: the gate lets nothing pass. Letters are drafted, approved and signed several at a time, numbered
    and delivered; then the way is free to the return."""
    late = late_dossiers(browser, 3)
    code, login = late[0]
    head = sign_in(browser, login)
    for _ in range(12):
        head.goto(f"{address}/dossiers/{code}")
        if not head.locator('form[action$="/commands/complete_step"]').count():
            break
        act(head, code, "complete_step", remark="Đã thẩm định.")
    look(head, "dossier-late")
    expect(head.locator('form[action$="/commands/submit"]')).to_have_count(0)
    head.goto(f"{address}/work?apology=missing")
    head.check(f'[name="pick-{code}"]')
    head.get_by_role("button", name="Trình ký").click()
    expect(head.locator('section[role="status"]')).to_contain_text("Đã thực hiện 0 trong 1")
    expect(head.locator('section[role="status"]')).to_contain_text("xin lỗi")
    look(head, "gate")
    day = datetime.date.today() + datetime.timedelta(days=10)
    while day.weekday() > 4:
        day += datetime.timedelta(days=1)
    for one, login in late:
        act(sign_in(browser, login), one, "draft_apology", cause="workload", newDate=f"{day.isoformat()}T16:00")
    leader = sign_in(browser, "quang.dd")
    for matter, words in [("letter_to_approve", "đã duyệt"), ("letter_to_sign", "đã ký")]:
        leader.goto(f"{address}/signing")
        form = leader.locator(f'form:has(input[value="{matter}"])')
        for one, _ in late:
            form.locator(f'[name="pick-{one}"]').check()
        if matter == "letter_to_sign":
            leader.select_option("#letter_to_sign-capacity", "head")
        look(leader, matter.replace("_", "-"))
        form.locator("button.main").click()
        told = leader.locator('section[role="status"]')
        expect(told).to_contain_text("Đã thực hiện 3 trong 3")
        expect(told).to_contain_text(words)
    look(leader, "letters-signed")
    clerk = sign_in(browser, "hang.mt")
    for one, _ in late:
        act(clerk, one, "number_apology")
    act(clerk, code, "deliver_apology", method="desk", proof="Sổ giao văn bản, dòng 12")
    look(clerk, "letter-delivered")
    act(head, code, "submit")
    act(leader, code, "sign", capacity="head")
    act(clerk, code, "issue_number", type="GP")
    act(clerk, code, "finish")
    desk = sign_in(browser, "lan.tt")
    desk.goto(f"{address}/results")
    act(desk, code, "return", receiver="applicant", method="desk", proof="signature")
    look(desk, "dossier-late-returned")


def second_factor(browser):
    """Sets one up and signs in with it; gives what removes it again."""
    desk = sign_in(browser, "lan.tt")
    desk.goto(f"{address}/account")
    look(desk, "account")
    desk.get_by_role("button", name="Thiết lập").click()
    secret = base64.b32decode(desk.locator("code.key").inner_text())
    look(desk, "account-second-factor")

    def code_after(step):
        """The telephone's code, of a later step than the one that was used; the next one is taken, too."""
        while step > int(time.time()) // 30:
            time.sleep(1)
        step = max(step + 1, int(time.time()) // 30)
        mac = hmac.new(secret, struct.pack(">Q", step), hashlib.sha1).digest()
        start = mac[-1] & 15
        number = struct.unpack(">I", mac[start:start + 4])[0] & 0x7FFFFFFF
        return step, f"{number % 1_000_000:06d}"

    step, code = code_after(0)
    desk.fill("#code", code)
    desk.press("#code", "Enter")
    expect(desk.locator(".notice.good")).to_be_visible()
    telephone = window(browser, viewport=PHONE)
    telephone.goto(f"{address}/sign-in")
    fill_in(telephone, "lan.tt")
    expect(telephone.locator("#code")).to_be_visible()
    look(telephone, "sign-in-code")
    step, code = code_after(step)
    telephone.fill("#code", code)
    telephone.press("#code", "Enter")
    telephone.wait_for_url("**/work")

    def remove():
        desk.fill("#code", code_after(step)[1])
        desk.get_by_role("button", name="Thôi dùng").click()
        expect(desk.get_by_role("button", name="Thiết lập")).to_be_visible()

    return remove


def watching(browser):
    """Boards, duties, figures and the monthly form, and a leader who signs what waits."""
    leader = sign_in(browser, "quang.dd")
    leader.goto(f"{address}/signing?all=1")
    look(leader, "signing")
    results = leader.locator('form:has(input[value="result"])')
    if results.count():
        leader.select_option("#result-capacity", "head")
        results.locator("button.main").click()
        expect(leader.locator('section[role="status"]')).to_be_visible()
        look(leader, "signing-done")
    letters = leader.locator('a[href^="/signing/H99"]')
    if letters.count():
        letters.first.click()
        look(leader, "signing-letter")
    supervisor = sign_in(browser, "long.cb")
    paths = {"boards": "/boards", "board-list": "/boards/apology_missing", "duties": "/duties", "figures": "/figures",
             "figures-unit": "/figures?by=unit", "figures-cause": "/figures?by=cause",
             "figures-list": "/figures/dossiers?figure=openOverdue", "monthly": "/figures/monthly"}
    for name, path in paths.items():
        supervisor.set_viewport_size(DESK)
        supervisor.goto(address + path)
        look(supervisor, name)
        supervisor.set_viewport_size(PHONE)
        look(supervisor, f"{name}-phone", False)
    supervisor.set_viewport_size(DESK)
    supervisor.goto(f"{address}/boards")
    figure = supervisor.locator(".tile a").first
    count = int(figure.locator("strong").inner_text())
    figure.click()
    expect(supervisor.locator("tbody tr")).to_have_count(min(count, 50))
    supervisor.goto(f"{address}/duties?whose=all")
    supervisor.locator("tbody a[href^='/duties/']").first.click()
    look(supervisor, "duty")
    supervisor.locator(".language button").click()
    supervisor.emulate_media(color_scheme="dark")
    for name in ["boards", "figures", "monthly"]:
        supervisor.goto(address + paths[name])
        look(supervisor, f"{name}-en-dark")


def shortcuts(browser):
    """The keys of the script, and that they can be switched off."""
    desk = sign_in(browser, "lan.tt")
    find = desk.locator(".find input")
    desk.keyboard.press("/")
    expect(find).to_be_focused()
    desk.keyboard.type("/?j")
    expect(find).to_have_value("/?j")
    desk.keyboard.press("Escape")
    expect(find).not_to_be_focused()
    desk.keyboard.press("?")
    dialog = desk.get_by_role("dialog", name="Phím tắt")
    expect(dialog).to_be_visible()
    look(desk, "shortcuts")
    dialog.get_by_role("checkbox").uncheck()
    desk.keyboard.press("Escape")
    expect(dialog).not_to_be_visible()
    desk.locator("body").click(position={"x": 5, "y": 400})
    desk.keyboard.press("/")
    expect(find).not_to_be_focused()
    desk.locator("#show-keys").click()
    dialog.get_by_role("checkbox").check()
    dialog.get_by_role("button", name="Đóng").click()
    links = desk.locator(".list tbody td.code a")
    for key, line in [("j", 0), ("j", 1), ("ArrowDown", 2), ("k", 1)]:
        desk.keyboard.press(key)
        expect(links.nth(line)).to_be_focused()
    code = links.nth(1).inner_text()
    desk.keyboard.press("Enter")
    desk.wait_for_url(f"**/dossiers/{code}")


def following(browser):
    """Two boards follow what somebody else does, until one of their people signs out."""
    boards = [sign_in(browser, "quang.dd"), window(browser)]
    boards[1].goto(f"{address}/sign-in")
    fill_in(boards[1], "long.cb")
    boards[1].wait_for_url("**/work")
    for board in boards:
        board.goto(f"{address}/boards")
        expect(board.locator("#live-state")).to_have_text("● Tự cập nhật")
        # What is shown now is gone when the board is told.
        board.evaluate("document.querySelector('[data-live] .tiles').id = 'before'")
    desk = sign_in(browser, "lan.tt")
    desk.goto(f"{address}/intake?q=khai+bao")
    desk.locator("table.list a").first.click()
    take_in(desk, "Lê Thị Theo")
    for board in boards:
        expect(board.locator("#before")).to_have_count(0)
        expect(board.locator("[data-live] .tile")).to_have_count(6)
    look(boards[1], "boards-following")
    leaving = boards[1].context.new_page()
    leaving.goto(f"{address}/account")
    leaving.locator(".person button").click()
    leaving.wait_for_url("**/sign-in")
    leaving.close()
    expect(boards[1].locator("#live-state")).to_contain_text("Phiên làm việc đã hết")
    look(boards[1], "boards-over")


def speed(browser, code):
    """When the largest part of a page is painted, and how many bytes the page takes, in a browser that has kept nothing."""
    pages = {"minh.pq": ["/work", f"/dossiers/{code}"], "quang.dd": ["/signing", "/boards", "/figures"],
             "lan.tt": ["/intake"], None: ["/sign-in", "/look-up", "/procedures", "/public-figures"]}
    lines = []
    for login, paths in pages.items():
        for path in paths:
            page = window(browser, storage_state=signed_in[login] if login else None)
            page.goto(address + path)
            painted = page.evaluate("""new Promise(done =>
                new PerformanceObserver(list => done(list.getEntries().at(-1).startTime))
                    .observe({ type: "largest-contentful-paint", buffered: true }))""")
            weight = page.evaluate("""[...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
                .reduce((sum, entry) => sum + entry.transferSize, 0)""")
            lines.append(f"{path.replace(code, '…')}: largest paint after {painted:.0f} ms, {weight / 1000:.1f} kB")
            page.context.close()
    return lines


def citizen(browser, code, viewport, name, checked):
    """The look-up in both languages; in one of them axe-core looks."""
    page = window(browser, viewport=viewport)
    for language in ["vi", "en"]:
        page.goto(f"{address}/look-up")
        if page.locator("html").get_attribute("lang") != language:
            page.locator(".language button").click()
        look(page, f"look-up-{name}-{language}", language == checked)
        page.fill("#code", code)
        page.fill("#digits", "0000")
        page.get_by_role("button", name="Xem" if language == "vi" else "Look", exact=True).click()
        look(page, f"look-up-wrong-{name}-{language}", language == checked)
        page.fill("#digits", "5678")
        page.press("#digits", "Enter")
        expect(page.locator(".big")).to_be_visible()
        look(page, f"look-up-found-{name}-{language}", language == checked)


def rate(browser, code):
    """The citizen says how it was, once."""
    page = window(browser, viewport=PHONE)
    page.goto(f"{address}/look-up?code={code}")
    page.fill("#digits", "5678")
    page.press("#digits", "Enter")
    page.get_by_label("4 – Hài lòng").check()
    page.fill("#note", "Chị ở quầy hướng dẫn rất rõ.")
    look(page, "rating")
    page.get_by_role("button", name="Gửi đánh giá").click()
    expect(page.locator(".notice.good")).to_be_visible()
    look(page, "rating-given")


def public(browser, viewport, name, checked):
    """What everybody reads without an account, in both languages; in one of them axe-core looks."""
    page = window(browser, viewport=viewport)
    for language in ["vi", "en"]:
        page.goto(f"{address}/procedures")
        if page.locator("html").get_attribute("lang") != language:
            page.locator(".language button").click()
        look(page, f"catalogue-{name}-{language}", language == checked)
        page.fill('[name="q"]', "khai bao")
        page.press('[name="q"]', "Enter")
        page.locator("table.list a").first.click()
        expect(page.locator(".answer")).to_be_visible()
        look(page, f"procedure-{name}-{language}", language == checked)
        page.goto(f"{address}/public-figures")
        look(page, f"public-figures-{name}-{language}", language == checked)
        page.locator("tbody th a").first.click()
        expect(page.locator(".chart svg")).to_be_visible()
        look(page, f"public-figures-agency-{name}-{language}", language == checked)


def keeper(browser):
    """Calendar, messages, templates, absences, audit trail, ratings."""
    page = sign_in(browser, "long.cb")
    page.goto(f"{address}/calendar-decisions")
    page.locator("details.act > summary").click()
    entry = page.locator('form[action="/calendar-decisions"][method="post"]')
    today = datetime.date.today()
    days = [today + datetime.timedelta(days=ahead) for ahead in range(3, 10)]
    fill(entry, {"number": "12/QĐ-UBND", "date": today.isoformat(), "issuer": "UBND tỉnh", "reason": "Bão số 3",
                 "off": "hôm sau nữa"})
    entry.locator("button.main").click()
    expect(page.locator("#off-wrong")).to_be_visible()
    look(page, "calendar-refused")
    page.fill("#off", f"{days[0]:%-d/%-m/%Y} đến {days[-1]:%-d/%-m/%Y}")
    page.locator("button.main").last.click()
    page.wait_for_url("**/calendar-decisions/*")
    expect(page.locator("main")).to_contain_text("Nếu áp dụng bây giờ")
    look(page, "calendar-draft")
    page.get_by_role("button", name="Áp dụng").click()
    expect(page.locator('[name="reason"]')).to_be_visible()
    page.goto(f"{page.url}?undo=1")
    look(page, "calendar-undo")
    page.fill('[name="reason"]', "Bão không vào")
    page.get_by_role("button", name="Bãi bỏ").click()
    page.goto(f"{address}/calendar-decisions")
    look(page, "calendar")
    page.goto(f"{address}/calendar")
    look(page, "calendar-year")
    page.goto(f"{address}/ratings")
    expect(page.locator(".chart svg")).to_be_visible()
    look(page, "ratings")
    page = sign_in(browser, "quantri")
    page.goto(f"{address}/message-templates/accepted/email/vi")
    page.fill("#body", "Chào {ten}")
    page.get_by_role("button", name="Lưu").click()
    expect(page.locator("#body-wrong")).to_be_visible()
    look(page, "template-refused")
    page.fill("#body", "Chào {applicant}, hồ sơ {code} hẹn trả {due}.")
    page.get_by_role("button", name="Xem trước").click()
    look(page, "template-preview")
    for name, path in {"messages": "/messages?state=all", "templates": "/message-templates", "absences": "/absences",
                       "audit": "/audit"}.items():
        page.set_viewport_size(DESK)
        page.goto(address + path)
        look(page, name)
        page.set_viewport_size(PHONE)
        page.reload()
        look(page, f"{name}-phone")


def both_widths(page, name, path=None):
    """A page on a desk's screen and on a telephone."""
    if path:
        page.goto(address + path)
    look(page, name)
    page.set_viewport_size(PHONE)
    look(page, f"{name}-phone")
    page.set_viewport_size(DESK)


def people_and_rights(browser):
    """Somebody is added, chooses a password and works; a token is issued, used and revoked; a month is frozen; a unit made."""
    admin = sign_in(browser, "quantri")
    both_widths(admin, "users", "/users")
    admin.fill("#new-login", "Mai")
    admin.fill("#new-name", "Nguyễn Thị “Mai” <b>")
    admin.locator('form[action="/users"][method="post"] button').click()
    expect(admin.locator('.notice.good[role="status"]')).to_be_visible()
    admin.goto(f"{address}/users")
    admin.fill("#new-login", "lan.tt")
    admin.fill("#new-name", "Người Khác")
    admin.locator('form[action="/users"][method="post"] button').click()
    expect(admin.locator("#new-login-wrong")).to_be_visible()
    look(admin, "users-refused")
    admin.goto(f"{address}/users/Mai")
    admin.select_option("#right-role", "officer")
    admin.select_option("#right-place", "H99.14/ATBX")
    admin.locator('form[action="/users/Mai/rights"] button').click()
    expect(admin.locator('form[action="/users/Mai/rights/removal"]')).to_have_count(1)
    admin.get_by_role("button", name="Cấp mật khẩu lần đầu").click()
    given = admin.locator("code.key").inner_text()
    both_widths(admin, "user-password")
    mai = window(browser)
    mai.goto(f"{address}/sign-in")
    mai.fill("#login", "Mai")
    mai.fill("#password", given)
    mai.press("#password", "Enter")
    expect(mai.locator("#new")).to_be_focused()
    mai.fill("#new", given)
    mai.fill("#again", given)
    mai.press("#again", "Enter")
    expect(mai.locator("#new-wrong")).to_be_visible()
    look(mai, "password-chosen-wrong")
    mai.fill("#new", "bốn con vịt qua cầu")
    mai.fill("#again", "bốn con vịt qua cầu")
    mai.press("#again", "Enter")
    mai.wait_for_url("**/work")
    expect(mai.locator("h1")).to_be_visible()
    both_widths(admin, "user", "/users/Mai")

    admin.goto(f"{address}/tokens")
    admin.fill("#user", "cong.dvc")
    admin.fill("#label", "Cổng dịch vụ công")
    admin.get_by_role("button", name="Cấp", exact=True).click()
    secret = admin.locator("code.key").inner_text()
    both_widths(admin, "token-issued")
    asked = f"{address}/api/v1/procedures"
    bearer = {"Authorization": f"Bearer {secret}"}
    if admin.request.get(asked, headers=bearer).status != 200:
        found.append("tokens: the token that was issued does not count")
    admin.goto(f"{address}/tokens?user=cong.dvc")
    admin.locator('form[action$="/revocation"] button').first.click()
    both_widths(admin, "tokens", "/tokens?user=cong.dvc")
    time.sleep(5)
    if admin.request.get(asked, headers=bearer).status != 401:
        found.append("tokens: a revoked token still counts after five seconds")

    both_widths(admin, "units", "/units?unit=TDC")
    admin.get_by_role("button", name="Đóng đơn vị").click()
    expect(admin.locator(".notice.bad")).to_be_visible()
    look(admin, "unit-not-closed")
    admin.fill("#new-code", "TTS")
    admin.fill("#new-name", "Thanh tra Sở")
    admin.locator('form[action="/units"][method="post"] button').click()
    expect(admin.get_by_role("link", name="Thanh tra Sở")).to_be_visible()

    supervisor = sign_in(browser, "long.cb")
    supervisor.goto(f"{address}/figures/monthly")
    supervisor.locator('details:has(form[action="/figures/monthly/freezing"]) > summary').click()
    look(supervisor, "monthly-freezing")
    supervisor.get_by_role("button", name="Chốt", exact=True).click()
    expect(supervisor.locator('form[action="/figures/monthly/unfreezing"]')).to_have_count(1)
    both_widths(supervisor, "monthly-frozen")
    both_widths(admin, "audit-administration", "/audit")


def gallery(browser, code):
    """Every page of staff in English, on a telephone, at twice the size, and in the dark."""
    page = sign_in(browser, "lan.tt")
    paths = {"work": "/work", "dossier": f"/dossiers/{code}", "receipt": f"/dossiers/{code}/receipt", "slip": f"/dossiers/{code}/forms/06",
             "register": "/forms/register", "procedures": "/intake",
             "intake": "/intake/9.990002.H99", "account": "/account", "missing": "/dossiers/H99.14-200101-9999"}
    page.locator(".language button").click()
    for name, path in paths.items():
        page.set_viewport_size(DESK)
        page.goto(address + path)
        # The same elements as on the telephone.
        look(page, f"{name}-en", checked=False)
        page.set_viewport_size(PHONE)
        page.reload()
        look(page, f"{name}-phone")
        # 200 % of a desk's screen is half as many points.
        page.set_viewport_size({"width": DESK["width"] // 2, "height": DESK["height"] // 2})
        if is_too_wide(page):
            found.append(f"{name}: wider than the screen at 200 %")
    page.set_viewport_size(DESK)
    page.emulate_media(color_scheme="dark")
    for name in ["work", "dossier", "intake"]:
        page.goto(address + paths[name])
        look(page, f"{name}-dark")
    page.emulate_media(media="print", color_scheme="light")
    page.goto(address + paths["receipt"])
    page.pdf(path=str(folder / "receipt.pdf"), prefer_css_page_size=True)


with sync_playwright() as playwright:
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
    began = datetime.datetime.now()
    life(browser, scripts=False)
    code = life(browser, scripts=True)
    supplement(browser, trouble(browser))
    lists(browser)
    lateness(browser)
    remove_second_factor = second_factor(browser)
    watching(browser)
    shortcuts(browser)
    following(browser)
    citizen(browser, code, DESK, "desk", checked="en")
    rate(browser, code)
    citizen(browser, code, PHONE, "phone", checked="vi")
    public(browser, DESK, "desk", checked="en")
    public(browser, PHONE, "phone", checked="vi")
    keeper(browser)
    people_and_rights(browser)
    administrator = sign_in(browser, "quantri")
    administration.imports(administrator, address, look, found.append)
    administration.procedures(administrator, address, look)
    administration.webhooks(administrator, address, look)
    gallery(browser, code)
    measured = speed(browser, code)
    remove_second_factor()
    browser.close()
pictures = len(list(folder.glob("*.png")))
for line in measured + found:
    print(line)
print(f"{pictures} pictures in {folder}, {(datetime.datetime.now() - began).seconds} s, {len(found)} findings")
sys.exit(1 if found else 0)
