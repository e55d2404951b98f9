/// What may be said in a log line, an error or a metric about something that may not: made from the thing, it holds nothing
/// of it but these few characters.
public struct Redacted: Hashable, Sendable {
  /// Fewer digits than these hidden would let a telephone number be guessed; then its last two aren't shown.
  public static let fewestHiddenDigits = 5

  private let shown: String

  /// The country code and the last two digits: `+44•••58`; of a short number the country code alone.
  public static func phone(_ number: PhoneNumber) -> Redacted {
    let digits = Array(number.digits.utf8)
    let country = CountryCode.prefix(of: digits) ?? ""
    let hidden = digits.count - country.utf8.count - 2
    return Redacted(shown: "+\(country)•••" + (hidden >= fewestHiddenDigits ? String(number.digits.suffix(2)) : ""))
  }

  /// Nothing of the address, for its domain may name a person, too.
  public static func email(_ address: EmailAddress) -> Redacted { Redacted(shown: "•••@•••") }

  /// Nothing of a key, token, password or code, not even its length.
  public static func secret(_ secret: some Sendable) -> Redacted { Redacted(shown: "[secret]") }

  /// Nothing of a network address: neither it nor what is made of it is written anywhere (property 12).
  public static func address(_ address: NetworkAddress) -> Redacted { Redacted(shown: "[address]") }

  /// Nothing of a network address that couldn't be read, and nothing of a place or coordinates.
  public static func place(_ place: some Sendable) -> Redacted { Redacted(shown: "[place]") }

  /// Nothing of a name.
  public static func name(_ name: String) -> Redacted { Redacted(shown: "[name]") }

  /// Nothing of what was said or written: transcripts, prompts, messages, key tones, a vendor's payload.
  public static func content(_ content: some Sendable) -> Redacted { Redacted(shown: "[content]") }

  /// A mark by which lines about one number can be found without telling it: `phone 3f9a…`.
  public static func phone(_ number: PhoneNumber, marked marks: LogMarks) -> Redacted {
    Redacted(shown: "phone \(marks.mark("phone", number.e164))")
  }

  /// A mark by which lines about one address can be found without telling it: `email 07c1…`.
  public static func email(_ address: EmailAddress, marked marks: LogMarks) -> Redacted {
    Redacted(shown: "email \(marks.mark("email", address.text))")
  }
}

extension Redacted: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// All there is.
  public var description: String { shown }
  /// All there is.
  public var debugDescription: String { shown }
  /// Reflection finds no more.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
