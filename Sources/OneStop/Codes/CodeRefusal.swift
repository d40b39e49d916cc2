/// Why a text is not the code it should be.
package enum CodeRefusal: Error, Sendable, Hashable {
    /// Neither shape of an agency code: `H38.14` (Decision 20/2020/QĐ-TTg) or `000.00.14.H38` (QCVN 102:2016).
    case agency(String)
    /// Not `<agency>-<yymmdd>-<serial>`, or a date that does not exist.
    case dossier(String)
    /// A serial below 1: the first dossier of a day has 1.
    case serial(Int)
    /// Neither a national procedure code such as `2.002381` nor one with a local suffix.
    case procedure(String)
    /// A document number below 1 or above 999,999.
    case documentNumber(Int)
    /// A document type or issuing symbol that is empty, too long, or has other characters than letters, digits,
    /// `-`, `.` and `&`.
    case documentSymbol(String)
    /// A year outside 1...9999.
    case year(Int)
}
