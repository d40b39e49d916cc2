/// A part of an entry of the catalogue, in the order in which entries are written (R10.2). Raw values are the names of
/// the parts in documents.
package enum EntryPart: String, Sendable, Hashable, CaseIterable {
    case code, name, field, sequence, filing, components, sets, limit, subjects, decidedBy, result, fees, forms,
        requirements, legalBasis, onlineService, steps, decision, validity, source

    /// Whether the decree asks for it in every entry; the others stand there if there are any (Decree 63/2010, article
    /// 8; the first seven are those that the national index looks for).
    package var isMandatory: Bool {
        switch self {
        case .name, .sequence, .filing, .components, .sets, .limit, .subjects, .decidedBy, .result: true
        case .code, .field, .fees, .forms, .requirements, .legalBasis, .onlineService, .steps, .decision, .validity,
            .source:
            false
        }
    }

    /// The heading in a published entry.
    package var vietnamese: String {
        switch self {
        case .code: "Mã thủ tục"
        case .name: "Tên thủ tục"
        case .field: "Lĩnh vực"
        case .sequence: "Trình tự thực hiện"
        case .filing: "Cách thức thực hiện"
        case .components: "Thành phần hồ sơ"
        case .sets: "Số lượng hồ sơ"
        case .limit: "Thời hạn giải quyết"
        case .subjects: "Đối tượng thực hiện"
        case .decidedBy: "Cơ quan thực hiện"
        case .result: "Kết quả thực hiện"
        case .fees: "Phí, lệ phí"
        case .forms: "Tên mẫu đơn, mẫu tờ khai"
        case .requirements: "Yêu cầu, điều kiện"
        case .legalBasis: "Căn cứ pháp lý"
        case .onlineService: "Mức độ dịch vụ công trực tuyến"
        case .steps: "Quy trình nội bộ"
        case .decision: "Quyết định công bố"
        case .validity: "Hiệu lực"
        case .source: "Nguồn"
        }
    }
}
