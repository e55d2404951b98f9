/// The header fields of a request, in their order; names compare without regard to case.
public struct UpgradeHeaders: Sequence, Sendable, ExpressibleByArrayLiteral {
  private let fields: [(name: String, value: String)]

  /// Fields as name and value.
  public init(_ fields: [(String, String)]) {
    self.fields = fields.map { (name: $0.0, value: $0.1) }
  }

  public init(arrayLiteral fields: (String, String)...) {
    self.init(fields)
  }

  /// The value of the first field with this name.
  public func first(_ name: String) -> String? {
    let name = name.lowercased()
    return fields.first { $0.name.lowercased() == name }?.value
  }

  /// The values of all fields with this name.
  public func all(_ name: String) -> [String] {
    let name = name.lowercased()
    return fields.filter { $0.name.lowercased() == name }.map(\.value)
  }

  public func makeIterator() -> some IteratorProtocol<(name: String, value: String)> {
    fields.makeIterator()
  }
}
