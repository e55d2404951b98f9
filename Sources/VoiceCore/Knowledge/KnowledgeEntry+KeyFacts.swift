extension KnowledgeEntry {
  /// The longest reply that is judged, in scalars: more than a call's longest utterance. What comes after isn't looked at.
  public static let maximumReplyLength = 16_384

  /// Which of the key facts a reply leaves out, in their order (property 14). A fact is told when every word of it is said,
  /// whatever the words' order, letter case, accents and forms; numbers have to be said as they are written.
  public func keyFacts(missingIn reply: String) -> [String] {
    guard !keyFacts.isEmpty else { return [] }
    let said = KnowledgeWords.terms(of: reply, atMost: Self.maximumReplyLength)
    return keyFacts.filter { fact in
      // As much as an entry's text may have: a fact is much shorter.
      !KnowledgeWords.terms(of: fact, atMost: Self.maximumReplyLength).isSubset(of: said)
    }
  }

  /// What an attempt comes to that this entry was to answer and that got this reply: served when no key fact is left out, so
  /// also when the entry has none.
  public func verdict(on reply: String) -> Verdict { keyFacts(missingIn: reply).isEmpty ? .served : .failed }
}
