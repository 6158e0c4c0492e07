"""A list of names in any script, taken apart."""

import re

#: 林　一: a name of two characters is set as wide as one of three
SPACED_NAME = re.compile(
    r"(?<![\u4e00-\u9fff])([\u4e00-\u9fff])\s+([\u4e00-\u9fff])(?![\u4e00-\u9fff])"
)


def split_names(text: str) -> tuple[str, ...]:
    """Return the names in a list of names.

    >>> split_names("张三 李四、王小五"), split_names("Ann Lee and Bo Chen")
    (('张三', '李四', '王小五'), ('Ann Lee', 'Bo Chen'))
    """
    text = SPACED_NAME.sub(r"\1\2", text)
    parts = re.split(
        r"[、，,;；/|&]|\s+(?:and|und|et|y|e|och|og|ja|ve|и|і)\s+|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])",
        text,
    )
    names = (part.strip(" .:：·()（）[]【】_-") for part in parts)
    return tuple(dict.fromkeys(name for name in names if 1 < len(name) <= 40))
