/// Random numbers that a seed repeats.
struct Chance: RandomNumberGenerator {
    private var numbers: Numbers

    init(state: UInt64) { numbers = Numbers(state: state) }

    mutating func next() -> UInt64 { UInt64(numbers.upTo(1 << 32)) << 32 | UInt64(numbers.upTo(1 << 32)) }
}
