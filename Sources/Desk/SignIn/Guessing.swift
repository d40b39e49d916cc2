import Crypto

/// Something that strangers may guess at. What is kept of it is a hash, the same for what exists and what does not.
enum GuessSubject {
    /// A password, by the login as it was typed.
    case login(String)
    /// A one-time code, by the account's key.
    case code(Int64)
    /// The second fact of a dossier, by the code as it was typed.
    case dossier(String)

    var hash: [UInt8] {
        let text =
            switch self {
            case .login(let login): "login:\(login)"
            case .code(let account): "code:\(account)"
            case .dossier(let code): "dossier:\(code)"
            }
        return Array(SHA256.hash(data: Array(text.utf8)))
    }
}
