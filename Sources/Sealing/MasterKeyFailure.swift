/// Why the master keys can't be used as they are set. Positions count from 1; no case holds any of the text.
public enum MasterKeyFailure: Error, Equatable, Sendable {
  /// There is no key.
  case missing
  /// The key at this position isn't base64.
  case notBase64(position: Int)
  /// The key at this position has so many bytes instead of 32.
  case wrongLength(position: Int, bytes: Int)
  /// The key at this position repeats one byte, as nothing random does.
  case notRandom(position: Int)
  /// The key at this position stands before, too.
  case repeated(position: Int)
  /// More than `MasterKeys.maximumKeys`.
  case tooMany(Int)
}

extension MasterKeyFailure: CustomStringConvertible {
  /// Which setting, what is wrong with it and what to do. Safe to show to anyone.
  public var description: String {
    let name = MasterKeys.setting
    let remedy = "make a key with `openssl rand -base64 \(MasterKeys.keyBytes)`"
    return switch self {
    case .missing: "\(name) is empty; \(remedy)"
    case .notBase64(let position): "\(name): key \(position) is not base64; \(remedy)"
    case .wrongLength(let position, let bytes):
      "\(name): key \(position) has \(bytes) bytes instead of \(MasterKeys.keyBytes); \(remedy)"
    case .notRandom(let position): "\(name): key \(position) repeats one byte and protects nothing; \(remedy)"
    case .repeated(let position): "\(name): key \(position) stands there twice; keep the first, the one that wraps"
    case .tooMany(let count):
      "\(name) holds \(count) keys, at most \(MasterKeys.maximumKeys) are allowed; wrap the tenants' keys anew and remove the old ones"
    }
  }
}
