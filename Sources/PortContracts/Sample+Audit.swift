import VoiceCore

extension Sample {
  /// Two rounds of FNV-1a: enough to tell entries apart, forgeable by anyone, hence for samples only.
  static let digest = AuditDigest { bytes in
    var hashes: [UInt64] = [0xCBF2_9CE4_8422_2325, 0x9AE1_6A3B_2F90_404F]
    for byte in bytes {
      for place in hashes.indices { hashes[place] = (hashes[place] ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }
    return hashes.flatMap { hash in (0..<8).map { UInt8(truncatingIfNeeded: hash >> (8 * UInt64($0))) } }
  }

  static let auditing = Auditing(time: StoppedTime(), ids: IDSource { 0xAD }, digest: digest)

  /// An act of somebody's, that many seconds after the sample moment.
  static func draft(_ number: UInt128, after seconds: Int = 0, by user: UInt128 = 1) -> AuditDraft {
    AuditDraft(
      AuditEntry(
        id: id(number), at: moment + .seconds(seconds), actor: .known(AuditReference(.user, id(user) as User.ID)),
        action: .removeUser, subject: AuditReference(.user, id(number) as User.ID), request: nil, outcome: .done),
      chainedBy: digest)
  }

  /// These acts as a tenant's chain.
  static func chain(_ drafts: [AuditDraft], of tenant: Tenant.ID) -> [ChainedAuditEntry] {
    let chain = AuditChain(of: tenant, digest: digest)
    var head = chain.beginning
    return drafts.map { draft in
      let link = chain.append(draft.entry, after: head)
      head = link.head
      return link
    }
  }
}

/// Always the sample moment.
private struct StoppedTime: TimeSource {
  func now() -> Timestamp { Sample.moment }
  func sleep(for span: Duration) async throws { try Task.checkCancellation() }
}
