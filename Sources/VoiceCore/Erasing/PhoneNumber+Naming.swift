extension PhoneNumber {
  /// The fewest digits of a number at home that name one; shorter ones are many people's.
  private static let fewestDigitsAtHome = 7

  /// Whether the digits of this number stand in a text one after the other, whatever stands between them.
  func isNamed(in text: String) -> Bool {
    let found = text.utf8.filter { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    return found.contains(Array(digits.utf8))
  }

  /// Whether what a caller left names this number, in full or as it is dialled at home: `030 5550 1234`.
  func isNamed(in details: CallerNote.Details) -> Bool {
    let isInFull = [details.name, details.number, details.text, details.when].contains { text in
      text.map { isNamed(in: $0) } ?? false
    }
    guard !isInFull, let said = details.number else { return isInFull }
    let atHome = said.drop { !$0.isNumber || $0 == "0" }.filter(\.isNumber)
    return !said.hasPrefix("+") && atHome.count >= Self.fewestDigitsAtHome && digits.hasSuffix(atHome)
  }
}
