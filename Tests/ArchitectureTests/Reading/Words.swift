extension StringProtocol {
  /// Whether the text stands in here and, where it begins or ends like a name, isn't part of a longer one.
  func mentions(_ word: String) -> Bool {
    var rest = self[...]
    while let found = rest.firstRange(of: word) {
      let before = found.lowerBound > startIndex ? self[index(before: found.lowerBound)] : " "
      let after = found.upperBound < endIndex ? self[found.upperBound] : " "
      let beginsWhole = !(word.first?.isPartOfName ?? false) || !before.isPartOfName
      let endsWhole = !(word.last?.isPartOfName ?? false) || !after.isPartOfName
      if beginsWhole && endsWhole { return true }
      rest = self[found.upperBound...]
    }
    return false
  }

  /// The names and keywords in here, in order.
  var words: [Substring] { self[...].split { !$0.isPartOfName }.map { Substring($0) } }
}

extension Character {
  var isPartOfName: Bool { isLetter || isNumber || self == "_" }
}
