"""The administrator's part of the walk: another system's dossiers brought in, a procedure written, checked and published, a
system that is told of events."""
import pathlib

from playwright.sync_api import expect

EXAMPLES = pathlib.Path(__file__).resolve().parents[2] / "docs/examples"
DESK = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}


def on_phone(page, look, name):
    page.set_viewport_size(PHONE)
    look(page, f"{name}-phone")
    page.set_viewport_size(DESK)


def imports(page, address, look, wrong):
    """A list from file to dossiers, with what was refused."""
    page.goto(f"{address}/imports")
    look(page, "imports")
    on_phone(page, look, "imports")
    if page.locator("select#agency").count():
        page.select_option("#agency", "H99.14")
    page.select_option("#columns", "dossiers")
    page.set_input_files("#file", EXAMPLES / "danh-sach-ho-so.csv")
    page.get_by_role("button", name="Gửi và kiểm tra").click()
    page.wait_for_url("**/imports/*")
    # The page loads itself anew until something is known.
    keep = page.get_by_role("button", name="Nhập 6 hồ sơ")
    expect(keep).to_be_visible()
    look(page, "import-checked")
    on_phone(page, look, "import-checked")
    with page.expect_download() as download:
        page.get_by_role("link", name="Tải các dòng bị từ chối").click()
    rejects = pathlib.Path(download.value.path()).read_text(encoding="utf-8")
    if "KH-005" not in rejects or "KH-001" in rejects:
        wrong(f"the rejects of an import are others: {rejects[:300]}")
    keep.click()
    expect(page.locator(".notice.good")).to_be_visible()
    look(page, "import-done")
    page.goto(f"{address}/imports")
    look(page, "imports-after")


def procedures(page, address, look):
    """A procedure from its name to its publication; a version written from the one before."""
    page.goto(f"{address}/catalogue")
    look(page, "entries")
    on_phone(page, look, "entries")
    # A look opens what is closed.
    page.reload()
    page.locator("summary", has_text="Thêm thủ tục").click()
    new = page.locator('form[action="/catalogue"][method="post"]')
    for name, value in {"code": "2.009999", "name": "Cấp giấy chứng nhận thử", "fieldCode": "THU", "fieldName": "Lĩnh vực thử"}.items():
        new.locator(f'[name="{name}"]').fill(value)
    new.locator('[name="agency"]').select_option("H99.14")
    new.get_by_role("button", name="Thêm").click()
    page.get_by_role("button", name="Soạn bản đầu tiên").click()
    expect(page.locator("#checks li").first).to_be_visible()
    look(page, "version-draft")
    on_phone(page, look, "version-draft")
    page.get_by_role("link", name="Sửa dự thảo").click()
    texts = {"sequence": "Nộp hồ sơ; thẩm định; trả kết quả.", "subjects": "Tổ chức, cá nhân", "decidedBy": "Sở Khoa học và Công nghệ",
             "result": "Giấy chứng nhận", "sets": "1", "limit.statutory": "5 ngày làm việc"}
    for name, value in texts.items():
        page.locator(f'[name="{name}"]').fill(value)
    for part in ["filing", "components", "steps", "steps"]:
        page.locator(f'button[name="add"][value="{part}"]').click()
    page.locator('[name="filing[0].way"]').select_option("direct")
    page.locator('[name="components[0].name"]').fill("Đơn đề nghị")
    page.locator('[name="components[0].originals"]').fill("1")
    for row, (name, role, limit) in enumerate([("Thẩm định", "officer", "5 ngày làm việc"), ("Ký", "leader", "1 ngày làm việc")]):
        page.locator(f'[name="steps[{row}].name"]').fill(name)
        page.locator(f'[name="steps[{row}].role"]').select_option(role)
        page.locator(f'[name="steps[{row}].limit"]').fill(limit)
    look(page, "entry-edit")
    on_phone(page, look, "entry-edit")
    page.get_by_role("button", name="Lưu dự thảo").first.click()
    expect(page.locator("#checks")).to_contain_text("Tổng thời hạn các bước")
    decide(page)
    expect(page.locator(".notice.bad")).to_contain_text("Chưa công bố được")
    look(page, "version-refused")
    page.locator("#checks a", has_text="Quy trình nội bộ").click()
    page.locator('[name="steps[0].limit"]').fill("mai")
    page.get_by_role("button", name="Lưu dự thảo").first.click()
    expect(page.locator('[id="steps[0].limit-wrong"]')).to_be_visible()
    look(page, "entry-wrong")
    page.locator('[name="steps[0].limit"]').fill("4 ngày làm việc")
    page.get_by_role("button", name="Lưu dự thảo").first.click()
    decide(page)
    expect(page.locator("h1 + p strong")).to_have_text("đang có hiệu lực")
    look(page, "version-published")
    page.locator(".line a").click()
    page.get_by_role("button", name="Soạn bản mới từ bản 1").click()
    page.get_by_role("link", name="Sửa dự thảo").click()
    page.locator('[name="sets"]').fill("2")
    page.get_by_role("button", name="Lưu dự thảo").first.click()
    page.locator(".line a").first.click()
    look(page, "entry-versions")
    page.get_by_role("link", name="khác bản 1 ở đâu").click()
    expect(page.locator("table")).to_contain_text("Số lượng hồ sơ")
    look(page, "entry-differences")


def decide(page):
    page.locator('[name="decision.number"]').fill("12/QĐ-UBND")
    day = page.evaluate("new Date().toLocaleDateString('sv')")
    page.locator('[name="decision.date"]').fill(day)
    page.locator('[name="validFrom"]').fill(day)
    page.locator("#publication button.main").click()


def webhooks(page, address, look):
    """A system that is told of events: its secret once, a test that nobody takes, a pause."""
    page.goto(f"{address}/subscriptions")
    look(page, "subscriptions")
    page.reload()
    page.locator("summary", has_text="Thêm hệ thống").click()
    page.locator('form[action="/subscriptions"] [name="agency"]').select_option("H99.14")
    page.locator("#label").fill("Cổng dịch vụ công")
    page.locator("#url").fill("https://hooks.invalid/motcua")
    page.get_by_role("button", name="Thêm và xem khóa").click()
    expect(page.locator("code.key")).to_contain_text("whsec_")
    look(page, "subscription-secret")
    page.get_by_role("button", name="Gửi sự kiện thử").click()
    expect(page.locator(".notice.bad")).to_be_visible()
    if page.locator("code.key").count():
        raise AssertionError("the secret is shown twice")
    page.get_by_role("button", name="Tạm dừng").click()
    expect(page.get_by_role("button", name="Gửi tiếp")).to_be_visible()
    look(page, "subscription")
    on_phone(page, look, "subscription")
    page.goto(f"{address}/messages")
    look(page, "messages-with-subscription")
