/// A small page of our own: a title, a heading, and a body that the caller has escaped.
struct HTMLPage {
  let title: String
  let body: String

  /// The whole page. Plain HTML: it works with keyboard, screen reader, and without style.
  var html: String {
    """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>\(Self.escaped(title))</title>
    <style>
    :root { color-scheme: light dark; }
    body { font: 1rem/1.5 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem; }
    code { font: 0.95em ui-monospace, monospace; }
    pre { white-space: pre-wrap; overflow-wrap: anywhere; padding: 0.6rem; border: 1px solid; border-radius: 0.3rem; }
    summary { cursor: pointer; padding: 0.4rem 0; }
    a:focus-visible, summary:focus-visible { outline: 3px solid; outline-offset: 2px; }
    table { border-collapse: collapse; }
    th, td { text-align: left; padding: 0.2rem 1rem 0.2rem 0; vertical-align: top; }
    </style>
    </head>
    <body>
    <main>
    <h1>\(Self.escaped(title))</h1>
    \(body)
    </main>
    </body>
    </html>

    """
  }

  /// Text for HTML content and quoted attributes.
  static func escaped(_ text: String) -> String {
    text.reduce(into: "") { escaped, character in
      switch character {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      default: escaped.append(character)
      }
    }
  }
}
