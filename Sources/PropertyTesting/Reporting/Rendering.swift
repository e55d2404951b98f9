/// Prints a value by its structure, much as one would write it in Swift: types without modules, text quoted and escaped,
/// sets and dictionaries in order. Types' own descriptions are not asked, as they may hide what is to be seen.
enum Rendering {
  private static let lineWidth = 100
  private static let indent = "  "

  static func text(_ value: Any) -> String { rendered(value) }

  private static func rendered(_ value: Any) -> String {
    switch value {
    case let renderable as any ReportRenderable: return renderable.reportText
    case let text as String: return text.debugDescription
    case let text as Substring: return String(text).debugDescription
    case let character as Character: return String(character).debugDescription
    case let scalar as Unicode.Scalar: return scalar.debugDescription
    case let number as any Numeric: return String(describing: number)
    case let duration as Duration: return duration.description
    case let range as ClosedRange<Int>: return range.description
    case let range as Range<Int>: return range.description
    default: break
    }
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .optional: return mirror.children.first.map { rendered($0.value) } ?? "nil"
    case .collection: return wrapped("[", mirror.children.map { rendered($0.value) }, "]")
    case .set: return wrapped("[", mirror.children.map { rendered($0.value) }.sorted(), "]")
    case .dictionary:
      let entries = mirror.children.map { entry in
        Mirror(reflecting: entry.value).children.map { rendered($0.value) }.joined(separator: ": ")
      }
      return entries.isEmpty ? "[:]" : wrapped("[", entries.sorted(), "]")
    case .tuple: return wrapped("(", fields(mirror), ")")
    case .enum: return caseText(value, mirror)
    case .struct, .class: return wrapped(typeName(value) + "(", fields(mirror), ")")
    default: return mirror.children.isEmpty ? String(describing: value) : wrapped("(", fields(mirror), ")")
    }
  }

  private static func caseText(_ value: Any, _ mirror: Mirror) -> String {
    guard let (label, payload) = mirror.children.first else { return "." + String(describing: value) }
    let inner = Mirror(reflecting: payload)
    let parts = inner.displayStyle == .tuple ? fields(inner) : [rendered(payload)]
    return wrapped(".\(label ?? "unknown")(", parts, ")")
  }

  private static func fields(_ mirror: Mirror) -> [String] {
    mirror.children.map { label, value in
      // Tuples call their unnamed parts ".0" and so on.
      if let label, !label.hasPrefix(".") { "\(label): \(rendered(value))" } else { rendered(value) }
    }
  }

  private static func typeName(_ value: Any) -> String { String(describing: type(of: value)) }

  /// On one line while it fits, else one part a line.
  private static func wrapped(_ open: String, _ parts: [String], _ close: String) -> String {
    let line = open + parts.joined(separator: ", ") + close
    if line.count <= lineWidth, !line.contains("\n") { return line }
    let lines = parts.map { part in
      part.split(separator: "\n", omittingEmptySubsequences: false).map { indent + $0 }.joined(separator: "\n")
    }
    return open + "\n" + lines.joined(separator: ",\n") + "\n" + close
  }
}
