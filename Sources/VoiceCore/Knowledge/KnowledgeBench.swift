/// A tenant's entries at one moment, ready to be asked.
struct KnowledgeBench: Sendable {
  let index: KnowledgeIndex
  /// The tenant's own.
  let language: Language

  func `try`(_ question: String, in wanted: Language?) -> KnowledgeTrial {
    let language = wanted ?? language
    return KnowledgeTrial(index.lookUp(question, at: nil, in: language), amid: index.count, in: language)
  }
}
