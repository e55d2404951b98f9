/// A word that must not stand in some code, and what to write instead.
struct ForbiddenWord {
  let word: String
  let remedy: String
}

/// Every place in the code of `files` that uses one of `words`; comments and texts may name them.
func uses(of words: [ForbiddenWord], in files: [SourceFile]) -> [Violation] {
  files.flatMap { file in
    file.code.enumerated().flatMap { index, line in
      words.filter { line.mentions($0.word) }.map {
        Violation(file, line: index + 1, "uses `\($0.word)`", remedy: $0.remedy)
      }
    }
  }
}
