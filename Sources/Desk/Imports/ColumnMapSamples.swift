package import Records

/// Maps of columns to begin with: those of docs/examples.
package enum ColumnMapSamples {
    /// The document of a list of dossiers, or of a log of steps.
    package static func document(of kind: ImportKind) -> String {
        switch kind {
        case .dossiers: dossiers
        case .events: events
        }
    }

    private static let dossiers = """
        {
          "dossier": {
            "reference": "Mã hồ sơ",
            "accepted": "Ngày tiếp nhận",
            "promised": "Ngày hẹn trả",
            "ended": "Ngày có kết quả",
            "channel": {
              "column": "Hình thức nộp",
              "values": {"Trực tiếp": "direct", "Cổng dịch vụ công": "online", "Bưu chính": "post"}
            },
            "unit": "Phòng xử lý",
            "officer": "Chuyên viên",
            "procedure": "Thủ tục",
            "field": "Lĩnh vực",
            "applicant": {
              "name": "Người nộp",
              "kind": {"column": "Đối tượng", "values": {"Cá nhân": "citizen", "Tổ chức": "enterprise"}},
              "identityNumber": "Số giấy tờ",
              "phone": "Điện thoại",
              "address": "Địa chỉ"
            }
          },
          "fillDown": ["Lĩnh vực", "Thủ tục", "Phòng xử lý"],
          "dates": ["dd/MM/yyyy"],
          "empty": ["—"]
        }

        """

    private static let events = """
        {
          "case": {
            "reference": "Mã hồ sơ",
            "accepted": "Ngày tiếp nhận",
            "promised": "Ngày hẹn trả",
            "ended": "Ngày kết thúc",
            "channel": {
              "column": "Hình thức nộp",
              "values": {"Trực tiếp": "direct", "Cổng dịch vụ công": "online", "Bưu chính": "post"}
            },
            "unit": "Phòng xử lý",
            "officer": "Chuyên viên"
          },
          "event": {
            "activity": "Công việc",
            "at": "Thời điểm",
            "officer": "Người thực hiện"
          },
          "dates": ["dd/MM/yyyy"],
          "empty": ["—"]
        }

        """
}
