/// A small office: a department with a desk, two divisions and a vice-department beside it, a neighbouring department of
/// the same province, and another province that no token of the first may see.
package enum TestOffice {
    package static let document = """
        {"agencies": [
          {"code": "H99", "name": "Tỉnh thử", "parent": null, "utcOffset": "+07:00", "gateFrom": "2026-01-01",
           "handOverAt": "15:00", "sameDayUntil": "15:00", "units": [], "users": [], "procedures": []},
          {"code": "H99.14", "name": "Sở thử", "parent": "H99", "utcOffset": "+07:00", "gateFrom": "2026-01-01",
           "handOverAt": "15:00", "sameDayUntil": "15:00", "symbol": "SKHCN",
           "calendar": "viet-nam",
           "units": [
             {"code": "MOTCUA", "name": "Một cửa", "desk": true, "parent": null},
             {"code": "ATBX", "name": "An toàn bức xạ", "desk": false, "parent": null},
             {"code": "ATBX-1", "name": "Tổ 1", "desk": false, "parent": "ATBX"},
             {"code": "TDC", "name": "Đo lường", "desk": false, "parent": null}],
           "users": [
             {"login": "desk", "name": "Lan", "unit": "MOTCUA", "roles": [{"role": "intake", "unit": "MOTCUA"}]},
             {"login": "officer", "name": "Minh", "unit": "ATBX", "roles": [{"role": "officer", "unit": "ATBX"}]},
             {"login": "colleague", "name": "Thu", "unit": "ATBX", "roles": [{"role": "officer", "unit": "ATBX"}]},
             {"login": "head", "name": "Hùng", "unit": "ATBX", "roles": [{"role": "head", "unit": "ATBX"}]},
             {"login": "stranger", "name": "Hòa", "unit": "TDC", "roles": [{"role": "officer", "unit": "TDC"}]},
             {"login": "leader", "name": "Quang", "roles": [{"role": "leader"}]},
             {"login": "both", "name": "Nga", "unit": "ATBX",
              "roles": [{"role": "leader"}, {"role": "officer", "unit": "ATBX"}]},
             {"login": "clerk", "name": "Hằng", "unit": "MOTCUA", "roles": [{"role": "clerk"}]},
             {"login": "supervisor", "name": "Long", "roles": [{"role": "supervisor"}]},
             {"login": "admin", "name": "Quản", "roles": [{"role": "admin"}]},
             {"login": "auditor", "name": "Kiểm", "roles": [{"role": "auditor"}]}],
           "procedures": [
             \(procedure("9.990001.H99", limit: "5wd")),
             \(procedure("9.990008.H99", limit: "none")),
             \(procedure("9.990009.H99", limit: "15wd"))]},
          {"code": "H99.15", "name": "Sở láng giềng", "parent": "H99", "utcOffset": "+07:00", "gateFrom": "2026-01-01",
           "handOverAt": "15:00", "sameDayUntil": "15:00", "calendar": "viet-nam",
           "units": [
             {"code": "TN", "name": "Thử nghiệm", "desk": false, "parent": null},
             {"code": "QL", "name": "Quản lý", "desk": false, "parent": null}],
           "users": [
             {"login": "partner", "name": "Bình", "unit": "TN", "roles": [{"role": "officer", "unit": "TN"}]},
             {"login": "partner-head", "name": "Cường", "unit": "TN", "roles": [{"role": "head", "unit": "TN"}]},
             {"login": "bystander", "name": "Dung", "unit": "QL", "roles": [{"role": "officer", "unit": "QL"}]}],
           "procedures": []},
          {"code": "H98", "name": "Tỉnh khác", "parent": null, "utcOffset": "+07:00", "gateFrom": null,
           "handOverAt": "15:00", "sameDayUntil": "15:00", "calendar": "viet-nam",
           "units": [{"code": "MOTCUA", "name": "Một cửa", "desk": true, "parent": null}],
           "users": [
             {"login": "foreigner", "name": "Xa", "unit": "MOTCUA",
              "roles": [{"role": "intake", "unit": "MOTCUA"}, {"role": "leader"}, {"role": "supervisor"}]}],
           "procedures": []}
        ]}
        """

    /// Everybody who signs in; "foreigner" is of H98, "partner", "partner-head" and "bystander" of H99.15, all others of
    /// H99.14.
    package static let logins = [
        "desk", "officer", "colleague", "head", "stranger", "leader", "both", "clerk", "supervisor", "admin", "auditor",
        "foreigner", "partner", "partner-head", "bystander",
    ]

    private static func procedure(_ code: String, limit: String) -> String {
        """
        {"code": "\(code)", "name": "Thủ tục thử", "field": {"code": "F1", "name": "Lĩnh vực"},
         "versions": [{"number": 1, "validFrom": "2025-01-01", "validTo": null,
           "decision": {"number": "01/QĐ", "date": "2024-12-20"},
           "limit": {"statutory": "\(limit)", "committed": "\(limit)"}, "dayZero": "working", "restarts": false,
           "components": [
             {"number": 1, "name": "Đơn", "mandatory": true, "originals": 1, "copies": 0, "electronic": true},
             {"number": 2, "name": "Ảnh", "mandatory": false, "originals": 0, "copies": 1, "electronic": false}],
           "fees": [
             {"number": 1, "name": "Lệ phí cấp mới", "amount": 30000, "moment": "receipt"},
             {"number": 2, "name": "Người có công", "amount": 0, "moment": "return", "freeGround": "Thông tư 1"}],
           "steps": [
             {"number": 1, "name": "Tiếp nhận", "role": "intake", "limit": "none"},
             {"number": 2, "name": "Thẩm định", "role": "officer", "limit": "1wd"},
             {"number": 3, "name": "Trình ký", "role": "head", "limit": "4wh"},
             {"number": 4, "name": "Ký duyệt", "role": "leader", "limit": "4wh"},
             {"number": 5, "name": "Phát hành", "role": "clerk", "limit": "4wh"}]}]}
        """
    }
}
