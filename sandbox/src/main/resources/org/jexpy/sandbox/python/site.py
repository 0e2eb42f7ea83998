# `site` does its work when a script imports it, or uses one of the built-ins that it makes: done at every start, it would cost a
# sixth of the time to the first line.
def _mend(site, host):
    customize = site.execsitecustomize, site.execusercustomize
    # CPython looks for these before the script's own folder is on the path; now it is, and its modules are none of them.
    site.execsitecustomize = site.execusercustomize = lambda: None
    try:
        site.main()
    finally:
        site.execsitecustomize, site.execusercustomize = customize


_mend
