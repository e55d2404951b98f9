extension Gen where Value == String {
  /// A text that `pattern`, a regular expression, matches from its beginning to its end. What has no upper bound is repeated
  /// at most ten times more than it must; a dot and negated classes stand for ASCII that can be seen, blanks, and a few
  /// letters and signs beyond. Shrinks to fewer repetitions, earlier alternatives, and the first characters of a class.
  public static func string(matching pattern: TextPattern) -> Gen {
    let tree = pattern.tree
    return Gen(label: .group) { source throws(Discard) in
      var text = String.UnicodeScalarView()
      try tree.draw(from: &source, into: &text)
      return String(text)
    }
  }
}

extension PatternTree {
  fileprivate func draw(from source: inout ChoiceSource, into text: inout String.UnicodeScalarView) throws(Discard) {
    switch self {
    case .edge: return
    case .one(let scalars):
      // A single one is no choice, wherever the tree is drawn.
      text.append(scalars[scalars.count == 1 ? 0 : try source.index(below: scalars.count)])
    case .sequence(let parts):
      for part in parts { try part.draw(from: &source, into: &text) }
    case .alternatives(let parts):
      try source.drawWhole(.group) { source throws(Discard) in
        try parts[try source.index(below: parts.count)].draw(from: &source, into: &text)
      }
    case .repeated(let part, let count):
      try source.drawWhole(.collection) { source throws(Discard) in
        var made = 0
        let planned = source.plannedLength(count)
        while let item = try source.openItem(after: made, of: count, planned: planned) {
          try part.draw(from: &source, into: &text)
          source.close(item)
          made += 1
        }
      }
    }
  }
}
