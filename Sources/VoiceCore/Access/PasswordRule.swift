/// What a new password must be. Length is what counts; no mixture of characters is asked for, and none is refused.
/// Source: NIST SP 800-63B, section 5.1.1.2. Old passwords are never judged by it.
public enum PasswordRule {
  /// The fewest Unicode scalars.
  public static let minimumLength = 12
  /// The most UTF-8 bytes: what the password port works out.
  public static let maximumBytes = 1024
  /// A password with fewer different characters is a pattern.
  public static let minimumDistinct = 5

  /// What is wrong with a password.
  public enum Fault: String, Error, Sendable, CaseIterable {
    case tooShort, tooLong
    /// It is the person's address, its name part, the company's domain or its name.
    case obvious
    /// The same few characters over and over.
    case repetitive
  }

  /// What is wrong with a password for this person; `nil` when nothing is.
  public static func fault(in password: String, of email: EmailAddress, at tenant: Tenant) -> Fault? {
    guard password.utf8.count <= maximumBytes else { return .tooLong }
    guard password.unicodeScalars.count >= minimumLength else { return .tooShort }
    guard Set(password).count >= minimumDistinct else { return .repetitive }
    let folded = password.lowercased()
    let name = email.text.prefix { $0 != "@" }
    let known = [email.text, String(name), tenant.domain.text, tenant.name.lowercased()]
    return known.contains { isMade(folded, of: $0) } ? .obvious : nil
  }

  /// Whether a password is a known word, perhaps several times, and digits or signs that make it long enough.
  private static func isMade(_ password: String, of word: String) -> Bool {
    guard !word.isEmpty, password.contains(word) else { return false }
    return password.replacing(word, with: "").allSatisfy { !$0.isLetter }
  }
}
