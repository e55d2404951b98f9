/// The fields of `application/x-www-form-urlencoded` text (WHATWG URL, section 5), decoded, in order; names may repeat and
/// values may be empty.
public struct FormFields: Equatable, Sendable {
  /// The most fields of one form; a carrier's request has about thirty.
  public static let maximumCount = 1000

  /// One name and its value.
  public struct Field: Equatable, Sendable {
    public let name: String
    public let value: String

    /// A field.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  public let fields: [Field]

  /// Fields in this order.
  public init(_ fields: [Field]) { self.fields = fields }

  /// Decodes a form; `nil` when it holds too many fields, a broken percent sequence or bytes that are no UTF-8.
  public init?(encoded text: String) { self.init(encoded: Array(text.utf8)) }

  /// Decodes a form; `nil` when it holds too many fields, a broken percent sequence or bytes that are no UTF-8.
  public init?(encoded bytes: [UInt8]) {
    var fields: [Field] = []
    for pair in bytes.split(separator: UInt8(ascii: "&")) {
      guard fields.count < Self.maximumCount else { return nil }
      let halves = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = Self.decoded(halves[0]), let value = halves.count == 2 ? Self.decoded(halves[1]) : "" else {
        return nil
      }
      fields.append(Field(name, value))
    }
    self.fields = fields
  }

  /// The first value of a name; `nil` when it isn't there (an empty value is there).
  public subscript(_ name: String) -> String? { fields.first { $0.name == name }?.value }

  /// The form as text: everything but letters, digits and `*-._` is percent-encoded, a space is `+`.
  public var encoded: String {
    fields.map { Self.encoded($0.name) + "=" + Self.encoded($0.value) }.joined(separator: "&")
  }

  private static func decoded(_ bytes: ArraySlice<UInt8>) -> String? {
    var plain: [UInt8] = []
    plain.reserveCapacity(bytes.count)
    var rest = bytes
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "+"): plain.append(UInt8(ascii: " "))
      case UInt8(ascii: "%"):
        guard let high = rest.popFirst().flatMap(hexValue), let low = rest.popFirst().flatMap(hexValue) else {
          return nil
        }
        plain.append(high << 4 | low)
      default: plain.append(byte)
      }
    }
    return String(validating: plain, as: UTF8.self)
  }

  private static func encoded(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "*"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"):
        bytes.append(byte)
      case UInt8(ascii: " "): bytes.append(UInt8(ascii: "+"))
      default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 0xF)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func hexValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
