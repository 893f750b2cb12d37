"""A brand asks for what it wants to know, required to resolve a case; and it says itself what leads to closing."""

from playwright.sync_api import Page, expect

from tests.browser.scenes import scene
from tests.browser.test_duty import say
from tests.browser.test_story import Scene, browser, deed, house

__all__ = ["browser", "house", "scene"]

BROKEN = "房间的窗户关不严，夜里冷风一直往里灌，请派人来修。"


def ask_for(scene: Scene, lead: Page, code: str) -> None:
    """A lead defines a field and requires it when a case is resolved."""
    lead.goto(scene.address("/settings/fields?brand=hotel"))
    lead.select_option("[name=kind]", "choice")
    lead.fill("[name=name_zh]", f"维修方式{scene.language}")
    lead.fill("[name=name_en]", f"Kind of repair {scene.language}")
    lead.fill("[name=code]", code)
    lead.fill("[name=options]", "fixed = 修好 | Repaired\nnew = 换新 | Replaced")
    scene.check(lead, "own-fields")
    lead.click(".own-def .btn-primary")
    expect(lead.locator("table.rank")).to_contain_text(code)

    lead.goto(scene.address("/settings/forms?brand=hotel"))
    lead.select_option("[name=place]", "resolve")
    line = lead.locator(".form-field-line", has_text=scene.language).first
    line.locator("select").first.select_option("required")
    scene.check(lead, "own-forms")
    lead.click(".rule-form [name=try]")
    expect(lead.locator(".form-preview")).to_contain_text(scene.language)
    lead.click(".rule-form [data-default]")
    expect(lead.locator("table.rank")).to_contain_text(scene.language)


def test_a_field_of_ones_own_is_required_to_resolve(scene: Scene) -> None:
    code = f"repair_{scene.language}"
    lead, agent = scene.colleague("wang"), scene.colleague("xiaoli")
    ask_for(scene, lead, code)
    number = say(scene, f"{BROKEN}（{scene.language}）", email=f"cold-{scene.language}@example.com")
    agent.goto(scene.address(f"/cases/{number}"))
    deed(agent, "resolve")
    form = agent.locator("#drawer .deed")
    form.locator("[name=outcome]").first.check()
    form.locator("[name=cause]").first.check()
    form.locator("[name=text]").fill("窗户的密封条已经换新。")
    form.locator(".btn-primary").click()
    # Nothing written is lost, and the place that lacks something says so.
    expect(
        form.locator(f"[name=own-{code}]").locator("xpath=ancestor::*[contains(@class,'field')][1]")
    ).to_be_visible()
    expect(form.locator("[name=text]")).to_have_value("窗户的密封条已经换新。")
    expect(form.locator(".error-summary, .field-error").first).to_be_visible()
    scene.check(agent, "resolve-refused")
    form.locator(f"[name=own-{code}]").select_option("new")
    with agent.expect_navigation():
        form.locator(".btn-primary").click()
    kept = f"SELECT stage, fields->>'{code}' FROM respond_case WHERE number = '{number}'"
    assert scene.house.rows(kept) == [("follow_up", "new")]
    # The browser tells of the refusal; of nothing else.
    assert [line for line in scene.complaints if "422" not in line] == []


def test_what_leads_to_closing_is_the_brands_to_say(scene: Scene) -> None:
    lead = scene.colleague("wang")
    lead.goto(scene.address("/settings/moves?brand=hotel"))
    scene.check(lead, "moves")
    early = lead.locator("[name=close-from-follow_up]")
    assert early.is_checked()
    early.uncheck()
    lead.click("[data-default]")
    expect(lead.locator("[name=close-from-follow_up]")).not_to_be_checked()
    number = say(scene, f"{BROKEN}（{scene.language} 关）", email=f"shut-{scene.language}@example.com")
    lead.goto(scene.address(f"/cases/{number}"))
    expect(lead.locator("#deeds a[href$='/close']")).to_have_count(0)

    lead.goto(scene.address("/settings/moves?brand=hotel"))
    lead.click("[name=shipped]")
    expect(lead.locator("[name=close-from-follow_up]")).to_be_checked()
    assert scene.complaints == []
