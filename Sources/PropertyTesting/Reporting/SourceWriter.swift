/// Writes one value as Swift source, within a budget.
struct SourceWriter {
  static let cut = "…"
  /// Values within values; deeper ones are cut.
  private static let maximumDepth = 60

  private(set) var budget: Int
  private var depth = 0
  /// Objects being written: one that contains itself ends there.
  private var objects: [ObjectIdentifier] = []

  init(budget: Int) { self.budget = budget }

  var isSpent: Bool { budget <= 0 }

  mutating func text(_ value: Any) -> String {
    guard !isSpent, depth < Self.maximumDepth else { return Self.cut }
    depth += 1
    defer { depth -= 1 }
    if let leaf = leaf(value) {
      budget -= leaf.utf8.count
      return leaf
    }
    // Each node costs something, so that a tree of empty nodes ends as well.
    budget -= 2
    if let range = value as? any SourceRange { return range.source(&self) }
    if let hashable = value as? AnyHashable, type(of: value) == AnyHashable.self { return text(hashable.base) }
    return structured(value, Mirror(reflecting: value))
  }

  private mutating func structured(_ value: Any, _ mirror: Mirror) -> String {
    switch mirror.displayStyle {
    case .optional:
      guard let wrapped = mirror.children.first?.value else { return "nil" }
      let inner = text(wrapped)
      return inner == "nil" ? ".some(nil)" : inner
    case .collection: return list(mirror.children.map(\.value))
    case .set: return set(mirror)
    case .dictionary: return dictionary(mirror)
    case .tuple: return Layout.wrapped("(", fields(mirror), ")")
    case .enum: return enumCase(value, mirror)
    case .struct: return Layout.wrapped(TypeName.of(value) + "(", fields(mirror), ")")
    case .class: return object(value, mirror)
    default: return opaque(value, mirror)
    }
  }

  /// The parts with their labels, as arguments; a superclass's first.
  mutating func fields(_ mirror: Mirror) -> [String] {
    var written = mirror.superclassMirror.map { fields($0) } ?? []
    for (label, value) in mirror.children {
      guard !isSpent else {
        written.append(Self.cut)
        break
      }
      if let label, label.hasPrefix("$") { continue }  // storage of a lazy property or a wrapper's projection
      // Tuples call their unnamed parts ".0" and so on.
      if let label, !label.hasPrefix(".") {
        written.append("\(label): \(text(value))")
      } else {
        written.append(text(value))
      }
    }
    return written
  }

  private mutating func set(_ mirror: Mirror) -> String {
    var elements: [String] = []
    for child in mirror.children where !isSpent { elements.append(text(child.value)) }
    return Layout.wrapped("[", SourceOrder.sorted(elements) + omitted(mirror.children.count - elements.count), "]")
  }

  private mutating func dictionary(_ mirror: Mirror) -> String {
    var entries: [String: String] = [:]
    for child in mirror.children where !isSpent {
      let pair = Array(Mirror(reflecting: child.value).children)
      guard pair.count == 2 else { continue }
      entries[text(pair[0].value)] = text(pair[1].value)
    }
    guard !mirror.children.isEmpty else { return "[:]" }
    let lines = SourceOrder.sorted(Array(entries.keys)).map { "\($0): \(entries[$0] ?? Self.cut)" }
    return Layout.wrapped("[", lines + omitted(mirror.children.count - lines.count), "]")
  }

  private mutating func enumCase(_ value: Any, _ mirror: Mirror) -> String {
    guard let (label, payload) = mirror.children.first else { return plainCase(value) }
    let inner = Mirror(reflecting: payload)
    let parts = inner.displayStyle == .tuple ? fields(inner) : [text(payload)]
    return Layout.wrapped(".\(label ?? "unknown")(", parts, ")")
  }

  /// A case without payload. One that describes itself in other words than its name is made of its raw value, or only
  /// told: its name is not to be had.
  private func plainCase(_ value: Any) -> String {
    let name = String(describing: value)
    let isName =
      !name.isEmpty && name.first?.isNumber == false && name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
    if isName { return "." + name }
    if let raw = value as? any RawRepresentable { return rawCase(raw) }
    return "\(TypeName.of(value)).\(Self.cut) /* \(TextLiteral.escaped(name)) */"
  }

  private func rawCase(_ value: any RawRepresentable) -> String {
    var writer = SourceWriter(budget: 200)
    return "\(TypeName.of(value))(rawValue: \(writer.text(value.rawValue)))!"
  }

  private mutating func object(_ value: Any, _ mirror: Mirror) -> String {
    let name = TypeName.of(value)
    let identity = ObjectIdentifier(value as AnyObject)
    guard !objects.contains(identity) else { return "\(Self.cut) /* the same \(name) again */" }
    objects.append(identity)
    defer { objects.removeLast() }
    return Layout.wrapped(name + "(", fields(mirror), ")")
  }

  /// What shows neither kind nor parts: functions, types, things of the system.
  private mutating func opaque(_ value: Any, _ mirror: Mirror) -> String {
    if let type = value as? any Any.Type { return TypeName.short(String(reflecting: type)) + ".self" }
    if String(reflecting: type(of: value)).contains("->") { return "/* function */" }
    guard mirror.children.isEmpty else { return Layout.wrapped(TypeName.of(value) + "(", fields(mirror), ")") }
    let told = TextLiteral.escaped(String(String(describing: value).prefix(200)))
    budget -= told.utf8.count
    return "\(TypeName.of(value))(\(Self.cut) /* \(told) */)"
  }

  func omitted(_ count: Int) -> [String] {
    count > 0 ? ["\(Self.cut) /* \(count) more */"] : []
  }
}
