extension SourceWriter {
  /// The source of what has no parts to look into; `nil` of all else.
  mutating func leaf(_ value: Any) -> String? {
    switch value {
    case let renderable as any ReportRenderable: renderable.reportText
    case let text as String: quoted(text)
    case let text as Substring: quoted(String(text))
    case let text as StaticString: quoted(text.description)
    case let character as Character: TextLiteral.of(String(character))
    case let scalar as Unicode.Scalar: TextLiteral.of(String(scalar))
    case let truth as Bool: truth ? "true" : "false"
    case let number as any BinaryFloatingPoint: Self.floating(number)
    case let duration as Duration: Self.duration(duration)
    case let path as AnyKeyPath: "\\" + TypeName.short(String(String(describing: path).drop { $0 == "\\" }))
    default: system(value) ?? (value as? any Numeric).map { String(describing: $0) }
    }
  }

  /// Text longer than what is left is cut outside of the quotes.
  private func quoted(_ text: String) -> String {
    guard text.utf8.count > budget else { return TextLiteral.of(text) }
    let scalars = text.unicodeScalars
    let shown = scalars.prefix(max(budget / 4, 20))
    let left = scalars.count - shown.count
    return left > 0 ? "\(TextLiteral.of(String(shown))) \(Self.cut) /* \(left) more scalars */" : TextLiteral.of(text)
  }

  private static func floating<Number: BinaryFloatingPoint>(_ number: Number) -> String {
    if number.isSignalingNaN { return ".signalingNaN" }
    // Other bits of a NaN, its sign included, are no part of what properties speak of.
    if number.isNaN { return ".nan" }
    if number.isInfinite { return number.sign == .minus ? "-.infinity" : ".infinity" }
    guard number.isSubnormal else { return "\(number)" }
    // As literals, numbers below the normal ones make the compiler warn of lost digits.
    if number.magnitude == .leastNonzeroMagnitude {
      return (number.sign == .minus ? "-" : "") + ".leastNonzeroMagnitude"
    }
    return (number as? Double).map { "Double(bitPattern: \(Figure.hexadecimal($0.bitPattern)))" } ?? "\(number)"
  }

  private static func duration(_ duration: Duration) -> String {
    let (seconds, attoseconds) = duration.components
    if attoseconds == 0 { return ".seconds(\(seconds))" }
    for (name, unit) in [("milliseconds", Int64(1_000)), ("microseconds", 1_000_000), ("nanoseconds", 1_000_000_000)] {
      let each = 1_000_000_000_000_000_000 / unit
      guard attoseconds.isMultiple(of: each) else { continue }
      let (whole, overflow) = seconds.multipliedReportingOverflow(by: unit)
      if !overflow { return ".\(name)(\(whole + attoseconds / each))" }
    }
    return "Duration(secondsComponent: \(seconds), attosecondsComponent: \(attoseconds))"
  }

  /// Types of Foundation, which is not imported here: known by their names, made by their standard initialisers.
  private mutating func system(_ value: Any) -> String? {
    let name = String(reflecting: type(of: value))
    guard name.hasPrefix("Foundation") else { return nil }
    switch name.drop(while: { $0 != "." }).dropFirst() {
    case "UUID": return "UUID(uuidString: \"\(value)\")!"
    case "URL": return "URL(string: \(TextLiteral.of("\(value)")))!"
    case "Decimal": return "Decimal(string: \"\(value)\")!"
    case "TimeZone":
      return Mirror(reflecting: value).descendant("identifier").map { "TimeZone(identifier: \(text($0)))!" }
    case "Locale":
      return Mirror(reflecting: value).descendant("identifier").map { "Locale(identifier: \(text($0)))" }
    case "Date":
      return Mirror(reflecting: value).children.compactMap { $0.value as? Double }.first.map {
        "Date(timeIntervalSinceReferenceDate: \(Self.floating($0)))"
      }
    case "Data": return (value as? any Sequence<UInt8>).map { "Data(\(list(Array($0))))" }
    default: return nil
    }
  }
}
