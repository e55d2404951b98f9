import Synchronization
public import VoiceCore

extension RowBackedStore where Engine: RenewingEngine {
  /// How the store seals rows anew.
  public var renewal: any SealRenewal { RowRenewal(store: self) }
}

/// Begins passes.
private struct RowRenewal<Engine: RenewingEngine>: SealRenewal {
  let store: RowBackedStore<Engine>

  func begin(_ tenant: Tenant.ID) async throws(StoreFailure) -> (any SealPass)? {
    // The key may have been rotated elsewhere.
    store.ciphers?.reload(tenant)
    let codec = try await store.codec(of: tenant)
    guard let number = codec.cipher?.generation else { return nil }
    // After the key was read: what begins later finds it, or a newer one, and so does what checks its own later.
    return RowSealPass(under: number, codec, of: store.engine, try await store.engine.commitMark())
  }
}

/// Goes through the tables one after the other, each in the order of its keys.
private final class RowSealPass<Engine: RenewingEngine>: SealPass {
  private struct Place: Sendable {
    var isSettled = false
    /// In `Tables.all`.
    var table = 0
    var last: [Part]?
    var tally = SealTally()
  }

  let number: UInt32
  private let codec: RowCodec
  private let engine: Engine
  private let mark: Int64
  private let place = Mutex(Place())

  init(under number: UInt32, _ codec: RowCodec, of engine: Engine, _ mark: Int64) {
    self.number = number
    self.codec = codec
    self.engine = engine
    self.mark = mark
  }

  func advance(limit: Int) async throws(StoreFailure) -> SealPassStep {
    var next = place.withLock { $0 }
    if !next.isSettled {
      guard try await engine.isSettled(mark) else { return .waiting }
      next.isSettled = true
    }
    guard next.table < Tables.all.count else { return .done(next.tally) }
    let stretch = SealedStretch(Tables.all[next.table], after: next.last, limit: limit, under: number)
    let rows = try await engine.rows(stretch, of: codec.tenant)
    var renewed: [StoredRow] = []
    for stored in rows {
      guard case .bytes(let body) = stored.row.body, !body.isEmpty else { continue }
      if let row = try codec.renewed(stored.row, in: stretch.table) {
        renewed.append(StoredRow(row, version: stored.version, position: stored.position))
      } else {
        next.tally.damaged[stretch.table.name, default: 0] += 1
      }
    }
    if !renewed.isEmpty {
      switch try await engine.renew(RenewedRows(renewed, of: stretch.table, under: number), of: codec.tenant) {
      case .rows(let count): next.tally.renewed += count
      case .again: return .going(place.withLock { $0.tally })
      case .superseded: return .superseded
      }
    }
    next.tally.seen += rows.count
    if rows.count < stretch.limit {
      next.table += 1
      next.last = nil
    } else {
      next.last = rows.last?.row.key
    }
    let reached = next
    place.withLock { $0 = reached }
    return next.table < Tables.all.count ? .going(next.tally) : .done(next.tally)
  }
}

extension RowCodec {
  /// The row with its body sealed anew, as the same row; `nil` when it can't be opened.
  fileprivate func renewed(_ row: Row, in table: TableSchema) throws(StoreFailure) -> Row? {
    guard let cipher, case .bytes(let body) = row.body else { throw .corrupt }
    let identity = identity(table, row.key)
    do throws(SealFailure) {
      let plain = try cipher.open(body, as: identity)
      return Row(key: row.key, columns: row.columns, body: .bytes(try cipher.seal(plain, as: identity)))
    } catch {
      switch error {
      // All keys that there are were read when the pass began, after every key that a row could name.
      case .tampered, .unsupportedVersion, .unknownKey, .tooLong: return nil
      case .keyUnavailable, .destroyed, .wrongTenant, .unknownMasterKey, .keyExhausted: throw StoreFailure(error)
      }
    }
  }
}
