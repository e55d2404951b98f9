extension MaskedLine {
  // MARK: - Conditions of guard, if, while and where

  /// Each condition of this line, turned about and always met.
  var conditions: [Change] {
    clauses.flatMap { range in
      let condition = text(range)
      return [
        change(.condition, range, "!(\(condition))", "(\(condition)) != \(SwitchTemplate.isOn)"),
        change(.condition, range, "true", "(\(condition)) || \(SwitchTemplate.isOn)"),
      ]
    }
      + whereClauses.map { range in
        change(.filter, range, "true", "(\(text(range))) || \(SwitchTemplate.isOn)")
      }
  }

  private func change(
    _ kind: SourceMutation.Kind, _ range: Range<Int>, _ shown: String, _ planted: String
  ) -> Change {
    Change(
      kind: kind, after: replacing(range, by: shown),
      switched: SwitchTemplate(replacing(range, by: planted), declaring: ""))
  }

  private var clauses: [Range<Int>] {
    guard let start = code.firstIndex(where: { $0 != " " }) else { return [] }
    let heads = ["guard ", "if ", "while ", "} else if ", "else if "]
    guard let head = heads.first(where: { code[start...].starts(with: $0) }) else { return [] }
    let ends = head == "guard " ? [" else"] : [" {"]
    return split(from: start + head.count, until: ends).filter(isPlain)
  }

  /// The conditions of `for … where … {` and `case … where …:`.
  private var whereClauses: [Range<Int>] {
    guard let start = code.firstIndex(where: { $0 != " " }) else { return [] }
    let isLoop = code[start...].starts(with: "for ")
    guard isLoop || code[start...].starts(with: "case ") else { return [] }
    return places(of: Array(" where ")).prefix(1).flatMap { split(from: $0.upperBound, until: isLoop ? [" {"] : [":"]) }
      .filter(isPlain)
  }

  /// The parts between commas that end on this line, up to one of `ends`, brackets kept together.
  private func split(from start: Int, until ends: [String]) -> [Range<Int>] {
    var (depth, begin, parts) = (0, start, [Range<Int>]())
    for index in start..<code.count {
      if depth == 0 {
        let isEnd = ends.contains { code[index...].starts(with: $0) }
        if isEnd || code[index] == "," {
          parts.append(begin..<index)
          begin = index + 1
        }
        if isEnd { return parts.map(withoutBlanks) }
      }
      if "([{".contains(code[index]) { depth += 1 }
      if ")]}".contains(code[index]) { depth -= 1 }
      if depth < 0 { return parts.map(withoutBlanks) }
    }
    return parts.map(withoutBlanks)
  }

  private func withoutBlanks(_ range: Range<Int>) -> Range<Int> {
    let start = code[range].firstIndex { $0 != " " } ?? range.upperBound
    return start..<range.upperBound
  }

  /// Whether it is an expression, which binds nothing and runs to its end without a statement.
  private func isPlain(_ range: Range<Int>) -> Bool {
    let words = String(code[range]).split { !Self.isOfName($0) }
    let others: Set<Substring> = ["let", "var", "case", "guard", "return", "if", "switch", "for", "throw"]
    guard let first = words.first, !others.contains(first) else { return false }
    return code[range].first != CodeMask.blank && !code[range].contains(";")
  }

  // MARK: - Conditions of filters and searches

  /// Filters that let everything through, and searches that look for the opposite.
  var predicates: [Change] {
    let closures = [
      ".filter {", ".contains {", ".contains(where: {", ".allSatisfy {", ".first {", ".first(where: {", ".firstIndex {",
      ".firstIndex(where: {", ".last(where: {", ".removeAll {", ".removeAll(where: {", ".count {",
    ]
    return closures.flatMap { word in
      places(of: Array(word)).compactMap { range in
        guard let close = partner(of: range.upperBound - 1),
          let body = expression(in: range.upperBound..<close)
        else { return nil }
        let condition = text(body)
        guard word == ".filter {" else {
          return change(.condition, body, "!(\(condition))", "(\(condition)) != \(SwitchTemplate.isOn)")
        }
        return Change(
          kind: .filter, after: replacing(range.lowerBound..<close + 1, by: ""),
          switched: SwitchTemplate(
            replacing(body, by: "(\(condition)) || \(SwitchTemplate.isOn)"), declaring: ""))
      }
    }
      + places(of: Array(".filter(")).compactMap { range in
        guard let close = partner(of: range.upperBound - 1), close > range.upperBound else { return nil }
        let test = text(range.upperBound..<close)
        return Change(
          kind: .filter, after: replacing(range.lowerBound..<close + 1, by: ""),
          switched: SwitchTemplate(
            replacing(
              range.upperBound..<close, by: "PlantedSwitch.all(\(SwitchTemplate.number), \(test))"), declaring: ""))
      }
  }

  /// What a closure of one expression says, behind its parameters.
  private func expression(in range: Range<Int>) -> Range<Int>? {
    var start = range.lowerBound
    var depth = 0
    for index in range {
      if "([{".contains(code[index]) { depth += 1 }
      if ")]}".contains(code[index]) { depth -= 1 }
      if depth == 0, code[index..<range.upperBound].starts(with: " in ") {
        start = index + " in ".count
        break
      }
    }
    var end = range.upperBound
    while end > start, code[end - 1] == " " { end -= 1 }
    let body = withoutBlanks(start..<end)
    return !body.isEmpty && isPlain(body) ? body : nil
  }
}
