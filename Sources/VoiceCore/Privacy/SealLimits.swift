/// The bounds of sealing.
public enum SealLimits {
  /// The most plain bytes in one piece (64 MiB); what is longer is sealed in pieces.
  public static let maximumPlainBytes = 1 << 26
  /// How often one key may seal under random nonces of 96 bits: then two nonces are equal with a chance of 2^-33.
  /// Source: NIST SP 800-38D, section 8.3.
  public static let maximumSealsPerKey: UInt64 = 1 << 32
  /// After how many seals in one process a key is due for rotation: sixteen nodes stay within the maximum.
  public static let sealsBeforeRotation: UInt64 = 1 << 28
  /// The most keys that one tenant may have at one time, the one for indexes too: those that were left are destroyed when no
  /// row is under them any more.
  public static let maximumKeysPerTenant = 256
  /// Bytes of a blind index. Among a thousand million values two are equal by chance with 10^-21; a longer one would only
  /// make indexes larger, for nobody without the key can look for a collision.
  public static let blindIndexBytes = 16
}
