/// The names that `.gitignore` leaves out. Understands what the project's own file uses: names, and names with one star.
struct IgnoredNames {
  private let patterns: [(prefix: Substring, suffix: Substring?)]

  init(gitignore text: String) {
    let own = text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
      let name = line.split(separator: "/").joined(separator: "/")[...]
      guard let star = name.firstIndex(of: "*") else { return (prefix: name, suffix: Substring?.none) }
      return (prefix: name[..<star], suffix: name[name.index(after: star)...])
    }
    patterns = own + [(".git", nil)]
  }

  func covers(_ name: String) -> Bool {
    patterns.contains { pattern in
      guard let suffix = pattern.suffix else { return name == pattern.prefix }
      return name.count >= pattern.prefix.count + suffix.count && name.hasPrefix(pattern.prefix)
        && name.hasSuffix(suffix)
    }
  }
}
