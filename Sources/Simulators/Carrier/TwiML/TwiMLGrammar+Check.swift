extension TwiMLGrammar {
  /// Holds an element and all below it against the rules.
  static func check(_ element: MarkupElement) throws(TwiMLRefusal) {
    guard let rule = rules[element.name] else { throw .document("unknown element <\(element.name)>") }
    for name in element.attributes.keys.sorted() {
      guard let expected = rule.attributes[name] else {
        throw .schema("<\(element.name)> has no attribute \(name)")
      }
      let value = element.attributes[name] ?? ""
      guard expected.admits(value) else { throw .schema("\(name)=\"\(value)\" is not allowed in <\(element.name)>") }
    }
    let text = element.text.trimmed
    switch rule.text {
    case .none where !text.isEmpty: throw .schema("<\(element.name)> holds no text")
    case .required where text.isEmpty: throw .schema("<\(element.name)> needs text")
    default: break
    }
    for child in element.children {
      guard rule.children.contains(child.name) else {
        throw rules[child.name] == nil
          ? .document("unknown element <\(child.name)>")
          : .schema("<\(child.name)> may not stand in <\(element.name)>")
      }
      try check(child)
    }
  }
}

extension TwiMLGrammar.Value {
  fileprivate func admits(_ value: String) -> Bool {
    switch self {
    case .text: true
    case .url: !value.isEmpty && !value.contains(" ")
    case .number(let range): Int(value).map(range.contains) ?? false
    case .truth: value == "true" || value == "false"
    case .oneOf(let words): words.contains(value)
    case .someOf(let words): !value.isEmpty && value.split(separator: " ").allSatisfy { words.contains(String($0)) }
    case .key: value.allSatisfy { "0123456789*#".contains($0) }
    }
  }
}

extension String {
  /// Without the white space around it.
  var trimmed: String {
    let front = drop { $0.isWhitespace }
    return String(front.reversed().drop { $0.isWhitespace }.reversed())
  }
}
