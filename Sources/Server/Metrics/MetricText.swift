/// The pieces of Prometheus's text format.
enum MetricText {
  /// The longest value of a label.
  static let maximumLabelLength = 128

  /// A name with every byte that isn't allowed replaced by `_`.
  static func name(_ name: String) -> String { safe(name, allowing: ":") }

  /// Labels in the order of their names, escaped: `a="1",b="2"`.
  static func labels(_ dimensions: [(String, String)]) -> String {
    dimensions.map { (safe($0.0, allowing: ""), $0.1) }.sorted { $0.0 < $1.0 }
      .map { "\($0.0)=\"\(escaped($0.1))\"" }.joined(separator: ",")
  }

  static func escapedHelp(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
  }

  /// Whole numbers without a fraction, infinity as the format spells it.
  static func number(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
    return Int64(exactly: value).map { String($0) } ?? "\(value)"
  }

  private static func escaped(_ value: String) -> String {
    String(value.prefix(maximumLabelLength)).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      .replacing("\n", with: "\\n")
  }

  private static func safe(_ name: String, allowing extra: String) -> String {
    let bytes = name.utf8.enumerated().map { index, byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): byte
      case UInt8(ascii: "0")...UInt8(ascii: "9") where index > 0: byte
      case _ where extra.utf8.contains(byte): byte
      default: UInt8(ascii: "_")
      }
    }
    return bytes.isEmpty ? "_" : String(decoding: bytes, as: UTF8.self)
  }
}
