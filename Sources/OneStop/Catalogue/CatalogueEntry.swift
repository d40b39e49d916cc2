/// What one version of a procedure's entry in the catalogue says, part by part as the decree lists them (R10.2: Decree
/// 63/2010, article 8).
///
/// A part that is not known is nil; what is known to be none is an empty list. Units stand by their codes, so that an
/// entry may be carried from one office to another.
package struct CatalogueEntry: Sendable, Hashable {
    /// The procedure's name.
    package var name: String
    /// The order of carrying out.
    package var sequence: String?
    /// The ways of filing, each with its limit.
    package var filing: [FilingWay]?
    /// The checklist.
    package var components: [Component]?
    /// How many sets of the dossier are to be filed.
    package var sets: Int?
    /// The limit that the law sets; `none` where it sets none.
    package var statutory: Limit?
    /// The limit that the office promises; the statutory one when it is nil.
    package var committed: Limit?
    /// Which day the count excludes.
    package var dayZero: DayZeroRule
    /// Whether a supplement starts the whole limit again (R3.6).
    package var restarts: Bool
    /// Who may apply.
    package var subjects: String?
    /// Who decides, in the words of the entry.
    package var decidedBy: String?
    /// What the applicant gets.
    package var result: String?
    /// What an application costs, by kind.
    package var fees: [Fee]?
    /// Names of the forms to be filled in.
    package var forms: [String]?
    /// Requirements and conditions.
    package var requirements: String?
    /// The documents that the procedure rests on.
    package var legalBasis: [LegalBasis]?
    /// How far the procedure can be done online (Decree 42/2022).
    package var onlineService: OnlineService?
    /// The internal process.
    package var steps: [Step]?
    /// Where the entry comes from and how sure it is.
    package var source: Source?

    /// An entry of which nothing is known but the name.
    package init(name: String) {
        self.name = name
        dayZero = .working
        restarts = false
    }

    /// Whether it tells applicants anything beyond what desk and units work by.
    package var informsApplicants: Bool {
        sequence != nil || sets != nil || subjects != nil || decidedBy != nil || result != nil
    }

    /// The limit that a receipt promises to who files in a way: the way's own, else the committed, else the statutory
    /// one; nil when none of them is known.
    package func limit(through channel: Channel) -> Limit? {
        filing?.first { $0.channel == channel }?.limit ?? committed ?? statutory
    }
}

extension CatalogueEntry {
    /// A way in which the application can be filed.
    package struct FilingWay: Sendable, Hashable {
        package var channel: Channel
        /// The limit of who files in this way; the committed one when it is nil.
        package var limit: Limit?
        /// What else the entry says of it: where, at what times.
        package var note: String?

        /// A way of filing.
        package init(channel: Channel, limit: Limit? = nil, note: String? = nil) {
            self.channel = channel
            self.limit = limit
            self.note = note
        }
    }

    /// A paper of the checklist.
    package struct Component: Sendable, Hashable {
        /// The numbers that a component may have.
        package static let numbers = 1...10_000

        package var number: Int
        package var name: String
        package var mandatory: Bool
        package var originals: Int
        package var copies: Int
        /// Whether an electronic one will do.
        package var electronic: Bool
        /// Whether one from an earlier dossier will do.
        package var reusable: Bool

        /// A paper.
        package init(
            number: Int, name: String, mandatory: Bool, originals: Int, copies: Int, electronic: Bool, reusable: Bool
        ) {
            self.number = number
            self.name = name
            self.mandatory = mandatory
            self.originals = originals
            self.copies = copies
            self.electronic = electronic
            self.reusable = reusable
        }
    }

    /// What one kind of application costs.
    package struct Fee: Sendable, Hashable {
        package var number: Int
        /// Which case it is for.
        package var name: String
        /// In đồng; 0 for a free case, nil when it is not known.
        package var amount: Int64?
        /// When it is taken; nil when that is not known.
        package var moment: FeeMoment?
        /// The provision that makes the case free.
        package var freeGround: String?
        /// The way of filing that it is for; every one when it is nil.
        package var way: Channel?

        /// A fee.
        package init(
            number: Int, name: String, amount: Int64?, moment: FeeMoment?, freeGround: String?, way: Channel?
        ) {
            self.number = number
            self.name = name
            self.amount = amount
            self.moment = moment
            self.freeGround = freeGround
            self.way = way
        }
    }

    /// A document that the procedure rests on.
    package struct LegalBasis: Sendable, Hashable {
        /// Number and symbol: `118/2025/NĐ-CP`.
        package var number: String
        package var title: String?
        /// When it was signed.
        package var date: LocalDate?

        /// A document.
        package init(number: String, title: String?, date: LocalDate?) {
            self.number = number
            self.title = title
            self.date = date
        }
    }

    /// A step of the internal process. Role and unit are texts until the publishing checks have found them.
    package struct Step: Sendable, Hashable {
        package var number: Int
        package var name: String
        /// The raw value of a `Role`.
        package var role: String
        /// The code of a unit; nil for the one that the dossier is in.
        package var unit: String?
        package var limit: Limit
        /// The limit for dossiers filed online, when it is another.
        package var onlineLimit: Limit?
        /// What other agencies are asked for when the step begins (R2.6).
        package var legs: [StepLeg]

        /// A step.
        package init(
            number: Int, name: String, role: String, unit: String?, limit: Limit, onlineLimit: Limit?,
            legs: [StepLeg] = []
        ) {
            self.number = number
            self.name = name
            self.role = role
            self.unit = unit
            self.limit = limit
            self.onlineLimit = onlineLimit
            self.legs = legs
        }

        /// The limit for a way of filing.
        package func limit(through channel: Channel) -> Limit {
            channel == .online ? onlineLimit ?? limit : limit
        }
    }

    /// How far a procedure can be done online (Decree 42/2022).
    package enum OnlineService: String, Sendable, Hashable, CaseIterable {
        /// Not at all: the portal only tells about it.
        case none
        /// A part of it (một phần).
        case partial
        /// From end to end (toàn trình).
        case full
    }

    /// Where an entry comes from, and when it was so.
    package struct Source: Sendable, Hashable {
        /// How sure it is.
        package enum Certainty: String, Sendable, Hashable, CaseIterable {
            /// Read at a named source.
            case sourced
            /// From memory, and nearly sure.
            case knownHigh = "known_high"
            /// From memory.
            case knownMedium = "known_medium"
            /// From memory, and doubtful.
            case knownLow = "known_low"
        }

        package var certainty: Certainty
        /// The day on which this was so.
        package var asOf: LocalDate
        /// An address or the name of a document.
        package var reference: String?
        /// What the source says that no part has room for.
        package var note: String?

        /// A source.
        package init(certainty: Certainty, asOf: LocalDate, reference: String?, note: String?) {
            self.certainty = certainty
            self.asOf = asOf
            self.reference = reference
            self.note = note
        }
    }
}
