# What `cmake --install` and `cpack -G DEB` put where: the program and its data, the library with its
# header, the files by which pkg-config and CMake find it, manual pages, licences.
include(CMakePackageConfigHelpers)

install(TARGETS seihon)
install(TARGETS libseihon EXPORT seihon)
install(FILES include/seihon/seihon.h DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/seihon)
install(DIRECTORY fonts styles DESTINATION ${CMAKE_INSTALL_DATADIR}/seihon PATTERN pictures EXCLUDE)
install(FILES ${CMAKE_BINARY_DIR}/seihon.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${CMAKE_BINARY_DIR}/libseihon.3 DESTINATION ${CMAKE_INSTALL_MANDIR}/man3)
install(FILES ${CMAKE_BINARY_DIR}/seihon_style.5 DESTINATION ${CMAKE_INSTALL_MANDIR}/man5)
install(FILES README.md README.ja.md CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME copyright)

# pkg-config: from the .pc file up to the prefix, so that an installed tree may be moved.
file(RELATIVE_PATH SEIHON_PC_PREFIX /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
configure_file(src/job/package/seihon.pc.in seihon.pc @ONLY)
install(FILES ${CMAKE_BINARY_DIR}/seihon.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

# CMake: find_package(seihon), seihon::seihon.
set(SEIHON_CMAKE ${CMAKE_INSTALL_LIBDIR}/cmake/seihon)
install(EXPORT seihon NAMESPACE seihon:: DESTINATION ${SEIHON_CMAKE} FILE seihon-config.cmake)
write_basic_package_version_file(${CMAKE_BINARY_DIR}/seihon-config-version.cmake
    COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_BINARY_DIR}/seihon-config-version.cmake DESTINATION ${SEIHON_CMAKE})

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME seihon)
set(CPACK_PACKAGE_CONTACT "The makers of seihon <seihon@localhost>")
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION text)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS hyphen-en-us)
set(CPACK_DEBIAN_PACKAGE_GENERATE_SHLIBS ON)
include(CPack)
