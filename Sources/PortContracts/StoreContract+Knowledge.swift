import VoiceCore

extension StoreContract {
  static let knowledge: [ContractCheck<any Store>] = [
    ContractCheck("entries are read in pages by id, and what is taken out is gone at once and after the commit") {
      store in
      try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        for number in [UInt128(3), 1, 4, 2] { try await scope.save(Sample.entry(number, priority: Int(number))) }
      }
      let inside = try await store.transaction(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await scope.removeKnowledgeEntry(Sample.id(2))
        try await scope.removeKnowledgeEntry(Sample.id(9))
        return try await KnowledgePages(scope)
      }
      try expect("the pages in the unit of work", inside.ids, is: [[1, 3], [4]].map { $0.map { Sample.id($0) } })
      try expect("what was taken out", inside.removed, is: nil)
      let outside = try await store.read(for: Sample.tenantA) { scope throws(StoreFailure) in
        try await KnowledgePages(scope)
      }
      try expect("after the commit", outside, is: inside)
    }
  ]
}

extension Sample {
  /// Two questions: one that entry 1 is to answer, one that none is to.
  static func testSet(_ number: UInt128) -> KnowledgeTestSet {
    KnowledgeTestSet(
      id: id(number), name: "set \(number)",
      cases: [
        .init(question: "Open today?", expected: id(1)),
        .init(question: "¿Y mañana?", language: .spanish, expected: nil),
      ])
  }
}

extension Sample {
  /// A question that entry 1 answered wrongly.
  static func suggestion(_ number: UInt128) -> KnowledgeSuggestion {
    KnowledgeSuggestion(
      id: id(number), question: "Open on Sundays?", language: .english, wrongEntry: id(1), answer: "No.", at: moment)
  }
}

/// Entries as pages of two.
private struct KnowledgePages: Equatable, Sendable {
  let ids: [[KnowledgeEntry.ID]]
  let removed: KnowledgeEntry?

  init(_ scope: any TenantSnapshot) async throws(StoreFailure) {
    let first = try await scope.knowledge(after: nil, limit: 2).map(\.id)
    ids = [first, try await scope.knowledge(after: first.last, limit: 2).map(\.id)]
    removed = try await scope.knowledgeEntry(Sample.id(2))
  }
}
