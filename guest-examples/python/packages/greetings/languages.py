LANGUAGES = {"en": "Hello, {}", "fr": "Bonjour, {}", "is": "Halló, {}"}
