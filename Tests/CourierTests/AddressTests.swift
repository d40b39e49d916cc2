import NIOCore
import Testing

@testable import Courier

/// Where the program may be sent.
@Suite struct AddressTests {
    @Test(arguments: [
        ("https://portal.example.vn/hooks?a=1", "portal.example.vn", 443, "/hooks?a=1", "portal.example.vn"),
        ("http://127.0.0.1:8080", "127.0.0.1", 8080, "/", "127.0.0.1:8080"),
        ("https://[2001:db8::1]:8443/?x", "2001:db8::1", 8443, "/?x", "[2001:db8::1]:8443"),
        ("HTTPS://Portal.Example.VN?q", "portal.example.vn", 443, "/?q", "portal.example.vn"),
    ])
    func `an address is read as it is meant`(
        text: String, host: String, port: Int, target: String, authority: String
    ) throws {
        let address = try #require(WebAddress(text))
        #expect(address.host == host && address.port == port && address.target == target)
        #expect(address.authority == authority && address.isSecure == (text.lowercased().hasPrefix("https")))
    }

    @Test(arguments: [
        "ftp://a", "file:///etc/passwd", "https://", "https://user@host/", "https://a#b", "https://a b", "https://a:0",
        "https://a:99999", "https://[::1", "https://a\r\nHost: b", "gopher://a", "https://ă.vn/", "//a", "",
    ])
    func `anything else is none`(text: String) {
        #expect(WebAddress(text) == nil)
    }

    @Test(arguments: [
        ("8.8.8.8", true), ("203.113.131.1", true), ("127.0.0.1", false), ("10.1.2.3", false), ("172.16.0.1", false),
        ("172.32.0.1", true), ("192.168.1.1", false), ("169.254.169.254", false), ("100.64.0.1", false),
        ("0.0.0.0", false), ("224.0.0.1", false), ("255.255.255.255", false), ("198.18.0.1", false),
        ("192.0.2.1", false), ("2400:cb00::1", true), ("::1", false), ("::", false), ("fe80::1", false),
        ("fd00::1", false), ("ff02::1", false), ("::ffff:127.0.0.1", false), ("::ffff:8.8.8.8", false),
        ("64:ff9b::a9fe:a9fe", false), ("64:ff9b::808:808", true), ("2002:7f00:1::", false), ("2001:db8::1", false),
    ])
    func `only addresses of the public internet are public`(text: String, isPublic: Bool) throws {
        let address = try SocketAddress(ipAddress: text, port: 443)
        #expect(EgressRule.publicOnly.allows(address) == isPublic)
        #expect(EgressRule.everywhere.allows(address))
    }
}
