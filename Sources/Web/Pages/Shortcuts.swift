import OneStop
import Reports

/// What the keys do, shown on `?` and by a button for who has none. The script brings both to life; without it neither shows.
enum Shortcuts {
    static func html(_ say: Language) -> HTML {
        let keys: [(HTML, String)] = [
            ("<kbd>/</kbd>", say("tìm hồ sơ", "find a dossier")),
            ("<kbd>j</kbd> <kbd>↓</kbd>", say("dòng sau trong danh sách", "next line of a list")),
            ("<kbd>k</kbd> <kbd>↑</kbd>", say("dòng trước trong danh sách", "line before")),
            ("<kbd>Enter</kbd>", say("mở dòng đang chọn", "open the line")),
            ("<kbd>Esc</kbd>", say("rời ô đang gõ, đóng bảng này", "leave a field, close this")),
            ("<kbd>?</kbd>", say("bảng phím tắt này", "these shortcuts")),
        ]
        let lines = keys.map { key, meaning -> HTML in "<dt>\(key)</dt><dd>\(meaning)</dd>\n" }
        let title = say("Phím tắt", "Shortcuts")
        return """
            <footer class="foot"><button type="button" id="show-keys" aria-haspopup="dialog" hidden>\(title) <kbd>?</kbd></button></footer>
            <dialog id="keys" aria-labelledby="keys-title"><form method="dialog"><h2 id="keys-title">\(title)</h2>
            <dl>\(lines)</dl>
            <p class="check"><label><input type="checkbox" id="keys-on"> \(say("dùng phím tắt trên máy này", "use shortcuts on this machine"))</label></p>
            <button>\(say("Đóng", "Close"))</button></form></dialog>
            """
    }
}
