# include/seihon/seihon.h → the manual page libseihon(3): the comment at the head is the description, each
# declaration behind it stands as it is, and the comment before it as its text. awk -v version=V -f this.

function roff(line) {
    gsub(/\\/, "\\e", line)
    gsub(/-/, "\\-", line)
    return line ~ /^[.']/ ? "\\&" line : line
}

# A comment's line without its marks.
function words(line) {
    sub(/ ?\*\/$/, "", line)
    sub(/^ ?\/?\*+ ?/, "", line)
    return line
}

function say(line) {
    print line == "" ? ".PP" : roff(line)
}

BEGIN {
    print ".TH LIBSEIHON 3 \"\" \"seihon " version "\""
    print ".SH NAME"
    print "libseihon \\- notes of an Obsidian vault into PDF and EPUB books"
    print ".SH SYNOPSIS"
    print ".nf\n#include <seihon/seihon.h>\n"
    print "cc $(pkg\\-config \\-\\-cflags seihon) program.c $(pkg\\-config \\-\\-libs seihon)\n.fi"
    print ".SH DESCRIPTION"
    part = "head"
}

/^#|^$|^extern "C" \{$|^}$/ && !in_comment { next }

# The comment at the head.
part == "head" {
    say(words($0))
    if (/\*\/$/) {
        part = "body"
        print ".SH INTERFACE"
    }
    in_comment = part == "head"
    next
}

# A comment before a declaration waits for it.
/^\/\*/ || in_comment {
    text[++count] = words($0)
    in_comment = !/\*\/$/
    next
}

# A declaration: up to the semicolon that closes it.
{
    if (!is_open)
        print ".PP\n.nf"
    sub(/^SEIHON_API /, "")
    print roff($0)
    if (/^typedef enum/)
        is_enum = 1
    is_open = is_enum ? !/^}/ : !/;$/
    if (!is_open) {
        is_enum = 0
        print ".fi"
        if (count > 0)
            print ".RS"
        for (i = 1; i <= count; i++)
            say(text[i])
        if (count > 0)
            print ".RE"
        count = 0
    }
}

END {
    print ".SH SEE ALSO"
    print ".BR seihon (1),"
    print ".BR seihon_style (5)"
}
