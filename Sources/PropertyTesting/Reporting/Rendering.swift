/// Prints a value as Swift source, by its structure: to paste where its type is known, for instance into a property's
/// examples (`-3` there is an `Int8` as well, and `.busy` finds its enum).
///
/// Types are named without their module; sets and dictionaries are printed in order; what a terminal could not show, or
/// would let change the lines around it, is escaped. Types' own descriptions are not asked, as they may hide what is to
/// be seen; ``ReportRenderable`` is. What is too long is cut at `…`, which does not compile: a cut value cannot be taken
/// for the whole. Memberwise initialisers are assumed to exist.
public enum Rendering {
  /// Characters printed of one value, about; then it is cut.
  public static let sizeLimit = 16_000

  /// `value` as Swift source of about `limit` characters at most.
  public static func text(_ value: Any, limit: Int = sizeLimit) -> String {
    var writer = SourceWriter(budget: limit)
    return writer.text(value)
  }

  /// `value` as a Swift string literal on one line: quotes, controls, marks that combine, invisible ones and those that
  /// turn the direction of writing are escaped; emoji stay.
  public static func literal(_ value: String) -> String { TextLiteral.of(value) }
}
