// Shortcuts, forms that are sent once, boards that follow. No page needs any of it.
"use strict";
(() => {
    const find = document.querySelector(".find input");
    const keys = document.getElementById("keys");
    const show = document.getElementById("show-keys");
    const box = document.getElementById("keys-on");

    // A form that was sent is not sent again while its answer is on the way.
    document.addEventListener("submit", (event) => {
        const form = event.target;
        if (event.defaultPrevented || form.getAttribute("method") !== "post") return;
        if (form.hasAttribute("data-sent")) return event.preventDefault();
        form.setAttribute("data-sent", "");
        setTimeout(() => form.removeAttribute("data-sent"), 10000);
    });
    addEventListener("pageshow", (event) => {
        if (!event.persisted) return;
        for (const form of document.querySelectorAll("form[data-sent]")) form.removeAttribute("data-sent");
        live?.again();
    });

    const remembered = (value) => {
        try {
            if (value !== undefined) localStorage.setItem("motcua-keys", value);
            return localStorage.getItem("motcua-keys");
        } catch {
            return null;
        }
    };
    const open = () => {
        box.checked = remembered() !== "off";
        if (!keys.open) keys.showModal();
    };
    const lines = () => [...document.querySelectorAll("main .list tbody tr")]
        .map((line) => line.querySelector("a[href]")).filter((link) => link);
    // Goes to a line of the list, from the one that has the focus or else from the end.
    const step = (by, begins) => {
        const links = lines();
        const here = links.findIndex((link) => link.closest("tr").contains(document.activeElement));
        if (here < 0 && !begins) return false;
        const next = here < 0 ? (by > 0 ? 0 : links.length - 1) : here + by;
        links[next]?.focus();
        return links[next] !== undefined;
    };
    const isTyping = (node) => node.closest?.("textarea, select, [contenteditable]") ||
        (node.localName === "input" && !["checkbox", "radio", "submit", "button"].includes(node.type));

    if (keys) {
        show.hidden = false;
        show.addEventListener("click", open);
        box.addEventListener("change", () => remembered(box.checked ? "on" : "off"));
        document.addEventListener("keydown", (event) => {
            if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || keys.open) return;
            if (isTyping(event.target)) {
                if (event.key === "Escape" && event.target === find) find.blur();
                return;
            }
            if (remembered() === "off") return;
            let isOurs = true;
            switch (event.key) {
            case "/": find.focus(); find.select(); break;
            case "?": open(); break;
            case "j": isOurs = step(1, true); break;
            case "k": isOurs = step(-1, true); break;
            case "ArrowDown": isOurs = step(1, false); break;
            case "ArrowUp": isOurs = step(-1, false); break;
            default: isOurs = false;
            }
            if (isOurs) event.preventDefault();
        });
    }

    // A board is told that it has changed, and takes its figures out of its own page. While nobody can see it, it rests.
    const follow = (region, state) => {
        let source = null, isReading = false, isStale = false, isOver = false;
        const say = (what) => {
            state.textContent = state.getAttribute(`data-${what}`);
            state.className = `state ${{ on: "calm", lost: "soon", over: "late", elsewhere: "waiting" }[what]}`;
        };
        const end = (what) => {
            isOver = true;
            source?.close();
            say(what);
        };
        const read = async () => {
            isStale = true;
            if (isReading) return;
            isReading = true;
            try {
                while (isStale && !isOver) {
                    isStale = false;
                    const answer = await fetch(location.href, { headers: { "X-Refresh": "1" }, cache: "no-store" });
                    if (answer.redirected || answer.status === 401) return end("over");
                    if (!answer.ok) return say("lost");
                    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
                    const fresh = page.querySelector("[data-live]");
                    if (!fresh) return end("over");
                    const focused = region.contains(document.activeElement) && document.activeElement.getAttribute("href");
                    region.replaceChildren(...fresh.childNodes);
                    if (focused) [...region.querySelectorAll("a")].find((link) => link.getAttribute("href") === focused)?.focus();
                    say("on");
                }
            } catch {
                say("lost");
            } finally {
                isReading = false;
            }
        };
        const listen = () => {
            if (isOver || document.hidden || source) return;
            source = new EventSource(region.getAttribute("data-live"));
            source.addEventListener("open", read);
            source.addEventListener("changed", read);
            source.addEventListener("over", (event) => end(event.data === "elsewhere" ? "elsewhere" : "over"));
            source.addEventListener("error", () => {
                if (isOver) return;
                say("lost");
                if (source.readyState !== EventSource.CLOSED) return;
                // Not taken: what the page says about it tells why.
                source = null;
                setTimeout(listen, 30000);
                read();
            });
        };
        const rest = () => {
            source?.close();
            source = null;
        };
        document.addEventListener("visibilitychange", () => document.hidden ? rest() : listen());
        addEventListener("pagehide", rest);
        listen();
        return { again: listen };
    };
    const region = document.querySelector("[data-live]");
    const live = region && follow(region, document.getElementById("live-state"));
})();
