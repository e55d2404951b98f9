import PropertyExpectations
import PropertyTesting
import Synchronization
import Testing

// The samples of docs/harness.md, in the same words; a test below compares them.

// sample: first
@Test func `sorting keeps every element`() async {
  await expect("sorting keeps every element", for: .array(of: .int(0...99))) { list in
    let sorted = list.sorted()
    try requireEqual(sorted.count, list.count)
    for element in list { try requireContains(sorted, element) }
  }
}
// end

// sample: generator
struct Booking: Equatable, Sendable {
  let guest: String
  let nights: Int
}

extension Gen where Value == Booking {
  /// A booking of 1 to 14 nights. Shrinks to one night of "a".
  static var booking: Gen {
    gen { source in
      let guest = try source.draw(.string(alphabet: "abc", count: 1...8))
      let nights = try source.draw(.int(1...14))
      return Booking(guest: guest, nights: nights)
    }
  }
}
// end

// sample: labels
@Test func `a price grows with the nights`() async {
  await expect(
    "a price grows with the nights", for: .booking,
    labels: { $0.nights >= 7 ? ["a week or more"] : ["some days"] },
    coverage: [Coverage("a week or more", atLeast: 20)]
  ) { booking in
    try requireLess(price(nights: booking.nights), price(nights: booking.nights + 1), "one night more")
  }
}
// end

private func price(nights: Int) -> Int { 90 * nights - (nights >= 7 ? 50 : 0) }

// sample: value
extension Property {
  static let everyNightCosts = Property(
    18, "Every night costs", for: .booking, examples: [Booking(guest: "b", nights: 7)]
  ) {
    try requireAtLeast(price(nights: $0.nights), 50 * $0.nights)
  }
}

@Suite("Bookings", .cases(300))
struct BookingLaws {
  @Test func p18EveryNightCosts() async { await expect(.everyNightCosts) }

  @Test(.seed(7)) func `with a seed of its own`() async { await expect(.everyNightCosts) }
}
// end

// sample: verbs
@Test func `whatever is no number is refused`() async {
  await expect("whatever is no number is refused", for: .unicode(1...4)) { text in
    guard Int(text) == nil else { throw Discard("a number") }
    let refusal = try requireThrows(Refusal.self) { try parsed(text) }
    try requireEqual(refusal.text, text)
    try requireNil(try? parsed(text))
  }
}
// end

private struct Refusal: Error {
  let text: String
}

private func parsed(_ text: String) throws -> Int {
  guard let number = Int(text) else { throw Refusal(text: text) }
  return number
}
