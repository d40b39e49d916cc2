import Crypto
import Desk
import OneStop

extension Form {
    /// The key that the form was made with, so that a second click does nothing a second time, with a hash of what was
    /// typed.
    func requestKey(to path: String) throws(DeskError) -> RequestKey {
        let key = self["key"]
        guard key.utf8.count == 64, key.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) }) else {
            throw .invalid("key", rule: "form.format", "The form has no key. Load the page again.")
        }
        var hash = SHA256()
        hash.update(data: Array(path.utf8))
        hash.update(data: [0])
        hash.update(data: Array(encoded(without: ["token", "key"]).utf8))
        return RequestKey(key: "form-\(key)", requestHash: Array(hash.finalize()))
    }
}
