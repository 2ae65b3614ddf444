/* Codes to scan: an address as a QR code, with the address as text beside it. */
#ifndef SEI_FLOW_QR_CODE_H
#define SEI_FLOW_QR_CODE_H

#include "flow/layout.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Lays a QR_CODE: the code with its paragraph beside it; the paragraph alone where the style wants
 * no code or the address is too long for one. */
void sei_qr_code_lay(sei_layout *layout, const sei_node *code);

#ifdef __cplusplus
}
#endif

#endif
