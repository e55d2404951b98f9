/// HTTP header fields in order; names compare without regard to letter case (RFC 9110, section 5.1).
public struct Headers: Equatable, Sendable, ExpressibleByDictionaryLiteral {
  /// Name and value as they came or go.
  public struct Field: Equatable, Sendable {
    public let name: String
    public let value: String

    /// A field.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  public private(set) var fields: [Field]

  /// Fields in this order.
  public init(_ fields: [Field] = []) { self.fields = fields }

  /// Fields in the order of the literal.
  public init(dictionaryLiteral elements: (String, String)...) { fields = elements.map { Field($0, $1) } }

  /// The first value of a name. Setting replaces all of them; `nil` removes them.
  public subscript(_ name: String) -> String? {
    get { fields.first { Self.equal($0.name, name) }?.value }
    set {
      fields.removeAll { Self.equal($0.name, name) }
      if let newValue { fields.append(Field(name, newValue)) }
    }
  }

  /// All values of a name, in order.
  public func all(_ name: String) -> [String] { fields.filter { Self.equal($0.name, name) }.map(\.value) }

  /// Adds a field and keeps those of the same name.
  public mutating func add(_ name: String, _ value: String) { fields.append(Field(name, value)) }

  private static func equal(_ left: String, _ right: String) -> Bool {
    left.utf8.elementsEqual(right.utf8) { lowered($0) == lowered($1) }
  }

  private static func lowered(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }
}
