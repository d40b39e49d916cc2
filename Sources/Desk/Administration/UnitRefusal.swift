import Store

/// Who and what is in a unit.
struct UnitUse {
    var isDesk: Bool
    var work: UnitWork
    /// Who works there and signs in.
    var people: Int
    /// Rights given in it.
    var rights: Int
    /// Open units below it.
    var units: Int
    /// Steps of procedures in force that are its work.
    var steps: Int

    var isEmpty: Bool { parts.isEmpty }

    /// What there is with what to do about it, in both languages.
    var parts: [(english: String, vietnamese: String)] {
        var parts: [(String, String)] = []
        if isDesk {
            parts.append(
                (
                    "it is the desk (make another unit the desk first)",
                    "là bộ phận một cửa (chuyển bộ phận một cửa trước)"
                ))
        }
        if work.dossiers > 0 {
            parts.append(
                (
                    "\(work.dossiers) open dossiers (finish them or hand them over)",
                    "\(work.dossiers) hồ sơ đang giải quyết (giải quyết xong hoặc chuyển đi)"
                ))
        }
        if work.legs > 0 {
            parts.append(
                (
                    "\(work.legs) legs of other agencies' dossiers (answer them)",
                    "\(work.legs) phần việc liên thông (trả kết quả)"
                ))
        }
        if work.opinions > 0 {
            parts.append(
                (
                    "\(work.opinions) questions without an answer (answer them)",
                    "\(work.opinions) ý kiến chưa trả lời (trả lời)"
                ))
        }
        if people > 0 {
            parts.append(("\(people) people (give them another unit)", "\(people) người (chuyển họ sang đơn vị khác)"))
        }
        if rights > 0 {
            parts.append(("\(rights) rights given in it (take them away)", "\(rights) vai trò giao ở đó (thôi giao)"))
        }
        if units > 0 {
            parts.append(
                ("\(units) units below it (move or close them)", "\(units) đơn vị trực thuộc (chuyển hoặc đóng)"))
        }
        if steps > 0 {
            parts.append(
                (
                    "\(steps) steps of procedures in force (publish versions without it)",
                    "\(steps) bước của thủ tục đang có hiệu lực (ban hành phiên bản khác)"
                ))
        }
        return parts
    }
}

/// Why a change of a unit is refused, in the words of both languages.
enum UnitRefusal {
    case code
    case there(String)
    case circle
    case closed(String)
    case open(String)
    case used(String, UnitUse)

    var error: DeskError {
        var error: DeskError
        switch self {
        case .code:
            error = .invalid(
                "code", rule: "office.unit_code",
                "A unit's code has only letters without marks, digits, '.', '-' and '_', at most 40 of them.")
            error.vietnamese = "Mã đơn vị chỉ có chữ không dấu, chữ số, '.', '-' và '_', tối đa 40 ký tự."
        case .there(let code):
            error = .invalid(
                "code", rule: "office.unit_there",
                "The agency has a unit \(code), open or closed. Choose another code, or open that one.")
            error.vietnamese =
                "Cơ quan đã có đơn vị \(code), đang mở hoặc đã đóng. Hãy chọn mã khác, hoặc mở lại đơn vị ấy."
        case .circle:
            error = .invalid(
                "parent", rule: "office.tree", "A unit stands neither above itself nor above one that is above it.")
            error.vietnamese = "Đơn vị không thể nằm dưới chính nó hoặc dưới đơn vị trực thuộc của nó."
        case .closed(let code):
            error = DeskError(.refused, rule: "office.unit_closed", "The unit \(code) is closed. Open it first.")
            error.vietnamese = "Đơn vị \(code) đã đóng. Hãy mở lại trước."
        case .open(let code):
            error = DeskError(.refused, rule: "office.unit_open", "The unit \(code) is open. There is nothing to open.")
            error.vietnamese = "Đơn vị \(code) đang mở, không có gì để mở."
        case .used(let code, let use):
            error = DeskError(
                .refused, rule: "office.unit_used",
                "The unit \(code) cannot be closed: \(use.parts.map(\.english).joined(separator: "; ")).")
            error.vietnamese =
                "Chưa đóng được đơn vị \(code), còn: \(use.parts.map(\.vietnamese).joined(separator: "; "))."
        }
        return error
    }
}
