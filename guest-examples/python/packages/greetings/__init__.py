from .languages import LANGUAGES


def greet(language, name):
    return LANGUAGES[language].format(name)
