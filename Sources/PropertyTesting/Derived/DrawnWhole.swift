/// A type that a derived generator draws by itself, not by what its `init(from:)` asks for.
protocol DrawnWhole {
  static func drawn(by decoder: DrawingDecoder) throws -> Self
}

extension DrawnWhole where Self: FixedWidthInteger & Sendable {
  static func drawn(by decoder: DrawingDecoder) throws -> Self { try decoder.draw(Gen<Self>.any) }
}

extension Int: DrawnWhole {}
extension Int8: DrawnWhole {}
extension Int16: DrawnWhole {}
extension Int32: DrawnWhole {}
extension Int64: DrawnWhole {}
extension UInt: DrawnWhole {}
extension UInt8: DrawnWhole {}
extension UInt16: DrawnWhole {}
extension UInt32: DrawnWhole {}
extension UInt64: DrawnWhole {}

extension Bool: DrawnWhole {
  static func drawn(by decoder: DrawingDecoder) throws -> Bool { try decoder.draw(Gen<Bool>.bool) }
}

extension Double: DrawnWhole {
  static func drawn(by decoder: DrawingDecoder) throws -> Double { try decoder.draw(Gen<Double>.double) }
}

extension Float: DrawnWhole {
  static func drawn(by decoder: DrawingDecoder) throws -> Float { try decoder.draw(Gen<Float>.float) }
}

extension String: DrawnWhole {
  static func drawn(by decoder: DrawingDecoder) throws -> String { try decoder.draw(Gen<String>.unicode()) }
}

extension Duration: DrawnWhole {
  static func drawn(by decoder: DrawingDecoder) throws -> Duration { try decoder.draw(Gen<Duration>.duration) }
}

extension Optional: DrawnWhole where Wrapped: Decodable {
  static func drawn(by decoder: DrawingDecoder) throws -> Wrapped? {
    try decoder.isThere() ? try decoder.value(of: Wrapped.self) : nil
  }
}

extension Array: DrawnWhole where Element: Decodable {
  static func drawn(by decoder: DrawingDecoder) throws -> [Element] {
    try decoder.list { try decoder.value(of: Element.self) }
  }
}

extension Set: DrawnWhole where Element: Decodable {
  static func drawn(by decoder: DrawingDecoder) throws -> Set<Element> {
    Set(try decoder.list { try decoder.value(of: Element.self) })
  }
}

extension Dictionary: DrawnWhole where Key: Decodable, Value: Decodable {
  static func drawn(by decoder: DrawingDecoder) throws -> [Key: Value] {
    let entries = try decoder.list { (try decoder.value(of: Key.self), try decoder.value(of: Value.self)) }
    return Dictionary(entries) { first, _ in first }
  }
}
