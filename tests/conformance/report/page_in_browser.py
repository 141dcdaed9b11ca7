"""Opens sample pages in headless Chromium: no console message, the language switches without a reload, filters hide
nothing by themselves, and nothing is wider than the screen at 1280 and at 390 pixels.

    page_in_browser.py MAKE_SAMPLES [AXE_JS]

Needs selenium, chromium and chromedriver; exit code 77 (skipped) without. AXE_JS (the file axe.min.js of axe-core) adds its
judgement on accessibility.
"""
import pathlib
import shutil
import subprocess
import sys
import tempfile

try:
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service
    from selenium.webdriver.common.by import By
except ImportError:
    print("skipped: no selenium for", sys.executable)
    sys.exit(77)

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
PAGES = ["report.html", "regulator-report.html", "hostile-report.html", "empty-report.html", "compared.html"]
checks = 0


def expect(good, what):
    global checks
    checks += 1
    if not good:
        sys.exit(what)


def browser(profile):
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
                 "--disable-dev-shm-usage", f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    return webdriver.Chrome(service=Service(DRIVER), options=options)


def set_width(driver, width):
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride",
                           {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500})


def shown(driver, selector):
    return [item for item in driver.find_elements(By.CSS_SELECTOR, selector) if item.is_displayed()]


def check_language(driver, name):
    for language, other, lang in (("zh", "en", "zh-CN"), ("en", "zh", "en")):
        driver.execute_script("window.samePage = true")
        driver.find_element(By.CSS_SELECTOR, f"button[data-language={language}]").click()
        expect(driver.execute_script("return window.samePage"), f"{name}: switching to {language} loads the page anew")
        expect(driver.execute_script("return document.documentElement.lang") == lang, f"{name}: lang is not {lang}")
        expect(driver.current_url.endswith("#" + language), f"{name}: the address does not keep {language}")
        expect(shown(driver, f"h2 .{language}") and not shown(driver, f"h2 .{other}"), f"{name}: {other} shows in {language}")


def check_filters(driver, name):
    rows = "tr[data-outcome]"
    total = len(driver.find_elements(By.CSS_SELECTOR, rows))
    expect(len(shown(driver, rows)) == total, f"{name}: rules are hidden at the start")
    for box in driver.find_elements(By.CSS_SELECTOR, "input[data-filter=outcome]"):
        word = box.get_attribute("value")
        here = len(driver.find_elements(By.CSS_SELECTOR, f"tr[data-outcome={word}]"))
        box.click()
        expect(len(shown(driver, rows)) == total - here, f"{name}: the filter of {word} hides something else")
        expect(driver.find_element(By.CSS_SELECTOR, ".how-many").text == str(here), f"{name}: what is hidden is not told")
        box.click()
    expect(len(shown(driver, rows)) == total, f"{name}: a filter does not come back")


def check_width(driver, name):
    for width in (1280, 390):
        set_width(driver, width)
        driver.execute_script("document.querySelectorAll('details').forEach(part => { part.open = true; })")
        wide = driver.execute_script("return document.documentElement.scrollWidth")
        expect(wide <= width, f"{name}: {wide} px wide on a screen of {width} px")


def check_axe(driver, name, axe):
    if not axe:
        return
    # Through the driver: the page's own policy keeps foreign scripts out.
    driver.execute_script(axe)
    found = driver.execute_async_script("const done = arguments[0]; axe.run().then(r => done(r.violations))")
    told = "\n".join(f"{row['id']} ({row['impact']}): {row['nodes'][0]['html'][:200]}" for row in found)
    expect(not found, f"{name}: {told}")


def main(make_samples, axe=None):
    if not CHROMIUM or not DRIVER:
        print("skipped: no chromium and chromedriver")
        return 77
    axe = pathlib.Path(axe).read_text(encoding="utf-8") if axe else None
    with tempfile.TemporaryDirectory() as name, tempfile.TemporaryDirectory() as profile:
        folder = pathlib.Path(name)
        subprocess.run([make_samples, folder], check=True)
        driver = browser(profile)
        try:
            for page in PAGES:
                set_width(driver, 1280)
                driver.get(f"{(folder / page).as_uri()}#en")
                check_language(driver, page)
                check_filters(driver, page)
                check_axe(driver, page, axe)
                check_width(driver, page)
                check_axe(driver, page, axe)
                messages = driver.get_log("browser")
                expect(not messages, f"{page}: {messages}")
        finally:
            driver.quit()
    print(f"{checks} checks on {len(PAGES)} pages")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
